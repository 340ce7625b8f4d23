/**
 * What a tracker runs: the Workers runtime's program, its configurations, and the bundles that they embed. Here those of a checkout. In the executable
 * that `npm run package` makes, scripts/executable/installation.ts stands in the place of this module.
 */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { buildForStart, PROJECT } from "./build.ts";

interface PrepareOptions {
  readonly hasVisitorProcesses: boolean;
  readonly signal: AbortSignal;
}

export interface Installation {
  /** Has the configurations, and the bundles where they expect them. */
  readonly folder: string;
  /** The runtime's program. */
  readonly workerd: string;
  /** The module of the thread that listens: scripts/runtime/listener.ts. */
  readonly listeningThread: string;
  /** Sees to it that all of it is there, before anything is started. */
  prepare(options: PrepareOptions): Promise<void>;
  /** How an operator gives one of the commands here, with what may follow it. */
  commandLine(command: string, args?: string): string;
}

export const installation: Installation = {
  folder: PROJECT,
  // The package exports the program's path; its `bin` is a script of Node's until an install script has put the program there, and no install
  // script runs here (`allowScripts` in package.json).
  workerd: (createRequire(import.meta.url)("workerd") as { readonly default: string }).default,
  listeningThread: fileURLToPath(new URL("./runtime/listening_thread.mjs", import.meta.url)),
  prepare: ({ hasVisitorProcesses, signal }) => buildForStart(hasVisitorProcesses, { signal }),
  commandLine: (command, args) => `npm run ${command}${args === undefined ? "" : ` -- ${args}`}`,
};
