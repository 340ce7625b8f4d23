/** One request to the process that counts, by its socket: past the processes that answer visitors. For tests and the benchmark. */
import { request } from "node:http";

export function askBySocket(socketPath: string, path: string): Promise<Response> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve(new Response(Buffer.concat(chunks), { status: response.statusCode ?? 500 }));
    });
    asked.on("error", reject).end();
  });
}
