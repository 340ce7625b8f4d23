/**
 * Processes that end with the one that started them, also when that is killed and can say nothing. Each gets the reading end of a pipe: while
 * its parent lives the pipe stays open and silent, and a small shell beside the process waits on it.
 *
 * There is no such shell on Windows: a parent that is killed there leaves its child running.
 */
import { type ChildProcess, type SpawnOptions, type StdioOptions, spawn } from "node:child_process";
import type { Writable } from "node:stream";

const IS_POSIX = process.platform !== "win32";

/** A process that was told to end and does not is killed after this. */
const PATIENCE_SECONDS = 15;

/**
 * `$$` is the number of the shell, which becomes the command's by `exec`. What ends the watch is a line on the pipe (the command has ended)
 * or the pipe's end (the parent has).
 */
function script(lifeline: number, prelude: string, outlivesParentSeconds: number): string {
  const others = Array.from({ length: lifeline - 3 }, (_, index) => ` ${index + 3}>&-`).join("");
  return `${prelude}
left=$1
shift
(
  read -r _ <&${lifeline} && exit
  sleep ${outlivesParentSeconds}
  kill -TERM $$
  for second in ${Array.from({ length: PATIENCE_SECONDS }, (_, second) => second + 1).join(" ")}; do sleep 1; kill -0 $$ || break; done
  kill -0 $$ && kill -KILL $$
  [ -z "$left" ] || rm -rf "$left"
) >/dev/null 2>&1${others} &
exec "$@" ${lifeline}<&-`;
}

export interface LifelineOptions extends Omit<SpawnOptions, "stdio"> {
  /** As of `spawn`; the lifeline comes behind it. */
  readonly stdio: Exclude<StdioOptions, string>;
  /** What the shell does before the command, where there is a shell. */
  readonly prelude?: string;
  /** How long after the end of its parent the command is told to end. */
  readonly outlivesParentSeconds?: number;
  /** A folder of the command's that is removed when the parent has been killed and cannot do so. */
  readonly folder?: string;
}

/** As `spawn`. On Windows the command is run as it is. */
export function spawnWithLifeline(command: string, args: readonly string[], options: LifelineOptions): ChildProcess {
  const { prelude = "", folder = "", outlivesParentSeconds = 0, stdio, ...others } = options;
  if (!IS_POSIX) return spawn(command, args, { ...others, stdio, windowsHide: true });
  const child = spawn("sh", ["-c", script(stdio.length, prelude, outlivesParentSeconds), "sh", folder, command, ...args], {
    ...others,
    stdio: [...stdio, "pipe"],
  });
  const lifeline = child.stdio[stdio.length] as Writable;
  lifeline.on("error", () => {});
  child.once("exit", () => lifeline.end("\n"));
  return child;
}
