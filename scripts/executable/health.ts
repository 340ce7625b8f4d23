/** Asks the tracker that runs with this environment whether it is well: for a container's HEALTHCHECK, which so needs no other program. */
import { reachable } from "../runtime/drain.ts";
import { readSettings } from "../start/settings.ts";

const PATIENCE_MS = 5_000;

/** Prints the states that `/healthz` says. Resolves with the exit code: 0 where all is well. */
export async function askHealth(env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const { host, port } = readSettings(env);
    const name = reachable(host);
    const origin = `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
    const answer = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    console.log((await answer.text()).trim());
    return answer.ok ? 0 : 1;
  } catch (error) {
    const { message, cause } = error as Error;
    console.error(`Fivebar does not answer: ${cause instanceof Error ? cause.message : message}`);
    return 1;
  }
}
