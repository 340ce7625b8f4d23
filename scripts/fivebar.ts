/** The executable that `npm run package` makes: the commands that an operator gives on the machine that runs a tracker. */
import { VERSION } from "../src/domain/version.ts";

interface Command {
  /** What it does, for `help`. */
  readonly says: string;
  /** What may follow it, for `help`. */
  readonly args?: string;
  /** Resolves with the exit code. A command's module is loaded when the command is given. */
  run(args: readonly string[]): Promise<number>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    says: "runs the tracker until it is told to stop; also without any command",
    run: startTracker,
  },
  unpack: {
    says: "unpacks what start runs, so that start writes nothing but data",
    run: async () => (await import("./executable/unpack.ts")).unpackNow(),
  },
  health: {
    says: "asks the tracker on this machine (HOST, PORT) whether it is well",
    run: async () => (await import("./executable/health.ts")).askHealth(process.env),
  },
  backup: {
    says: "makes a copy of the data in one file, also while the tracker runs",
    args: "FILE",
    run: async (args) => (await import("./backup/commands.ts")).backupCommand(args, process.env),
  },
  restore: {
    says: "puts a backup into an empty DATA_DIR",
    args: "FILE",
    run: async (args) => (await import("./backup/commands.ts")).restoreCommand(args, process.env),
  },
  check: {
    says: "looks through a backup, or through DATA_DIR",
    args: "[FILE]",
    run: async (args) => (await import("./backup/commands.ts")).checkCommand(args, process.env),
  },
  move: {
    says: "moves everything between this tracker and another: move export URL FILE, move import FILE URL",
    args: "export|import …",
    run: async (args) => (await import("./move/commands.ts")).moveCommand(args, process.env),
  },
  doctor: {
    says: "looks at a deployment from outside, as a visitor's browser would",
    args: "https://go.example.org/some-link",
    run: async (args) => (await import("./doctor/run.ts")).runDoctor(args),
  },
  "repair-clock": {
    says: "moves days that a wrong clock stamped ahead to today, on a tracker that has stopped",
    args: "[--yes]",
    run: async (args) => (await import("./repair_clock/repair.ts")).repairClock(args),
  },
  version: { says: "prints the version", run: async () => print(VERSION) },
  help: { says: "prints this", run: async () => print(help()) },
};

function help(): string {
  const rows = Object.entries(COMMANDS).map(([name, { says, args = "" }]) => [`${name} ${args}`.trimEnd(), says] as const);
  const width = Math.max(...rows.map(([form]) => form.length));
  return [
    `Fivebar ${VERSION} counts what an ad campaign brings, and never who came.`,
    "",
    "Usage: fivebar [command]",
    "",
    ...rows.map(([form, says]) => `  ${form.padEnd(width)}  ${says}`),
    "",
    "It is configured by environment variables, as the README has them. The data are in DATA_DIR (.data), the address is HOST and PORT (127.0.0.1, 8787).",
  ].join("\n");
}

async function startTracker(): Promise<number> {
  // What systemd and ps call it; else it would be the name of a thread of Node's.
  process.title = "fivebar";
  const [{ runTracker }, { end }] = await Promise.all([import("./start/tracker.ts"), import("./start/stop_signal.ts")]);
  const code = await runTracker();
  end(code);
  return code;
}

function print(text: string): number {
  console.log(text);
  return 0;
}

/** As other programs have them. */
const ALIASES: Readonly<Record<string, string>> = {
  "--help": "help",
  "-h": "help",
  "--version": "version",
  "-v": "version",
  "check-data": "check",
};

async function main([given = "start", ...args]: readonly string[]): Promise<number> {
  const name = ALIASES[given] ?? given;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return command.run(args);
  console.error(`Fivebar knows no command "${given}".\n\n${help()}`);
  return 2;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(`Fivebar: ${error.message}`);
    process.exitCode = 1;
  },
);
