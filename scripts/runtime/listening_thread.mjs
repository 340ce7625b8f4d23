/**
 * The thread that holds a listening socket for other processes: it listens, tells the descriptor, and stands still for good, so that it accepts no
 * connection itself. Those that come wait until one of the processes takes them. See listener.ts.
 */
import { createServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";

const server = createServer();
server.on("error", ({ message, code }) => parentPort.postMessage({ error: code ?? message }));
server.listen(workerData, () => {
  parentPort.postMessage({ descriptor: server._handle.fd, port: server.address().port });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
