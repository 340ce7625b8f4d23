/** Where the time of a visit goes: V8's sampling profiler, through the runtime's inspector, while the load runs. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildIfChanged } from "../build.ts";
import { startWorkerd } from "../workerd.ts";
import { load } from "./load.ts";
import { ADMIN_KEY, createLink } from "./servers.ts";

const INSPECTOR = "127.0.0.1:8792";
const SAMPLE_MICROSECONDS = 100;
const SHOWN = 16;

/** As the protocol has it: https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
}

/** Share of the busy time in each function itself, without what it calls; `(program)` is the runtime's native code. */
export async function profileVisits(seconds: number): Promise<Record<string, { readonly percent: number }>> {
  const dataDir = await mkdtemp(join(tmpdir(), "fivebar-profile-"));
  await buildIfChanged();
  const env = { ADMIN_KEY };
  const workerd = await startWorkerd({ host: "127.0.0.1", port: 0, dataDir, env, output: "inherit", inspector: INSPECTOR });
  try {
    const link = await createLink(`http://127.0.0.1:${workerd.port}`);
    await load(link, 1);
    const [target] = (await (await fetch(`http://${INSPECTOR}/json`)).json()) as { webSocketDebuggerUrl: string }[];
    if (target === undefined) throw new Error("the runtime's inspector has nothing to look at");
    const inspector = await connect(target.webSocketDebuggerUrl);
    await inspector.call("Profiler.enable");
    await inspector.call("Profiler.setSamplingInterval", { interval: SAMPLE_MICROSECONDS });
    await inspector.call("Profiler.start");
    await load(link, seconds);
    const { profile } = await inspector.call<{ profile: Profile }>("Profiler.stop");
    inspector.close();
    return selfShares(profile);
  } finally {
    await workerd.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function selfShares({ nodes, samples }: Profile): Record<string, { readonly percent: number }> {
  const counts = new Map<number, number>();
  for (const id of samples) counts.set(id, (counts.get(id) ?? 0) + 1);
  const byName = new Map<string, number>();
  for (const { id, callFrame } of nodes) {
    const name = `${callFrame.functionName || "(anonymous)"}${callFrame.lineNumber > 0 ? ` :${callFrame.lineNumber + 1}` : ""}`;
    byName.set(name, (byName.get(name) ?? 0) + (counts.get(id) ?? 0));
  }
  const idle = byName.get("(idle)") ?? 0;
  byName.delete("(idle)");
  const shown = [...byName].sort(([, one], [, other]) => other - one).slice(0, SHOWN);
  return Object.fromEntries(
    shown.map(([name, count]) => [name, { percent: Number(((count / (samples.length - idle)) * 100).toFixed(2)) }]),
  );
}

interface Inspector {
  call<T = unknown>(method: string, params?: Readonly<Record<string, unknown>>): Promise<T>;
  close(): void;
}

async function connect(url: string): Promise<Inspector> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  const waiting = new Map<number, (answer: unknown) => void>();
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
    if (id === undefined) return;
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  let last = 0;
  return {
    call: <T>(method: string, params: Readonly<Record<string, unknown>> = {}) =>
      new Promise<T>((resolve) => {
        last += 1;
        waiting.set(last, (answer) => resolve(answer as T));
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    close: () => socket.close(),
  };
}
