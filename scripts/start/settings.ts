/** What `npm start` alone reads from the environment: where it listens, and where its data are. */
import { createServer, isIP } from "node:net";
import { resolve } from "node:path";
import { ConfigError } from "../../src/domain/config.ts";

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const host = env.HOST?.trim() || "127.0.0.1";
  if (isIP(host) === 0 && host !== "localhost")
    throw new ConfigError("HOST", `must be an address such as 127.0.0.1 or 0.0.0.0, not "${host}"`);
  const port = env.PORT?.trim() || "8787";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new ConfigError("PORT", `must be a number from 0 (any free port) to 65535, not "${port}"`);
  if (env.JURISDICTION?.trim())
    throw new ConfigError("JURISDICTION", "is for Cloudflare's network; on one machine the data stay in DATA_DIR, so leave it empty");
  return { host: isIP(host) === 6 ? `[${host}]` : host, port: Number(port), dataDir: resolve(env.DATA_DIR?.trim() || ".data") };
}

/** Fails, naming the variable, where nothing can listen: the runtime would not say which of the two is wrong. */
export async function checkAddress({ host, port }: Settings): Promise<void> {
  const server = createServer();
  const listening = new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host.replace(/^\[|\]$/g, ""), resolve);
  });
  await listening.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE") throw new ConfigError("PORT", `must be free: something listens on ${host}:${port} already`);
    if (error.code === "EACCES") throw new ConfigError("PORT", `must be one that this user may take, such as 8787, not ${port}`);
    throw new ConfigError("HOST", `must be an address of this machine, not ${host} (${error.code})`);
  });
  await new Promise((resolve) => server.close(resolve));
}
