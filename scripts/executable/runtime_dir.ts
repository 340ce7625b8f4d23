/** Where the executable unpacks what it runs. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** `RUNTIME_DIR`, else the cache folder of the service (systemd sets CACHE_DIRECTORY), else that of the user. */
export function runtimeDir(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const chosen = env.RUNTIME_DIR?.trim();
  if (chosen) return resolve(chosen);
  const [service = ""] = env.CACHE_DIRECTORY?.split(":") ?? [];
  return service === "" ? join(userCache(env, platform), "fivebar") : join(service, "runtime");
}

function userCache(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === "win32") return env.LOCALAPPDATA || join(homedir(), "AppData", "Local");
  if (platform === "darwin") return join(homedir(), "Library", "Caches");
  return env.XDG_CACHE_HOME || join(homedir(), ".cache");
}
