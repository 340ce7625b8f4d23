/** What `npm start` alone reads: how many processes it runs, and which values stop it. */
import { availableParallelism } from "node:os";
import { describe, expect, test } from "vitest";
import { countingSocket, MAX_SOCKET_PATH_BYTES } from "../../scripts/runtime/processes.ts";
import { misspelt } from "../../scripts/start/misspelt.ts";
import { addressHere, readSettings } from "../../scripts/start/settings.ts";

const IS_WINDOWS = process.platform === "win32";

describe("PROCESSES", () => {
  test.skipIf(IS_WINDOWS)("auto, in whatever way it is left to the machine, is the cores but one", () => {
    for (const PROCESSES of ["auto", " auto ", "", "  ", undefined])
      expect(readSettings({ PROCESSES, DATA_DIR: "/data" }).processes).toBe(Math.min(availableParallelism() - 1, 64));
  });

  test.skipIf(IS_WINDOWS)("a number is that many, and 0 is one process for everything", () => {
    for (const [PROCESSES, processes] of [
      ["0", 0],
      ["1", 1],
      [" 2 ", 2],
      ["64", 64],
    ] as const)
      expect(readSettings({ PROCESSES, DATA_DIR: "/data" }).processes).toBe(processes);
  });

  test("anything else is refused by its name, with what is allowed", () => {
    for (const PROCESSES of ["-1", "65", "100", "1.5", "1e1", "0x2", "two", "AUTO", "auto 2", "٣", "½", "1,2"])
      expect(() => readSettings({ PROCESSES, DATA_DIR: "/data" }), PROCESSES).toThrow(
        `PROCESSES must be auto, or a whole number from 0 (everything in one process) to 64, not "${PROCESSES}"`,
      );
  });
});

test.skipIf(IS_WINDOWS)(
  "a folder whose socket would have too long a path is refused where several processes are asked for, and auto takes one",
  () => {
    for (const letter of ["d", "é"]) {
      const longest = `/${letter.repeat(200)}`;
      const fitting = [...longest].reduce(
        (path, one) => (Buffer.byteLength(countingSocket(path + one)) > MAX_SOCKET_PATH_BYTES ? path : path + one),
        "",
      );
      expect(readSettings({ PROCESSES: "2", DATA_DIR: fitting }).processes).toBe(2);
      const tooLong = `${fitting}${letter}`;
      const byBytes = Buffer.byteLength(countingSocket(tooLong)) - MAX_SOCKET_PATH_BYTES;
      expect(() => readSettings({ PROCESSES: "2", DATA_DIR: tooLong })).toThrow(
        `DATA_DIR must be ${byBytes} bytes shorter for several processes, or PROCESSES must be 0`,
      );
      for (const PROCESSES of ["0", "auto"]) expect(readSettings({ PROCESSES, DATA_DIR: tooLong }).processes).toBe(0);
    }
  },
);

test("a variable that is named almost as one that is read is noticed, if that one is not set", () => {
  for (const [set, read] of [
    ["ADMINKEY", "ADMIN_KEY"],
    ["admin_key", "ADMIN_KEY"],
    ["ADMIN-KEY", "ADMIN_KEY"],
    ["FIVEBAR_ADMIN_KEY", "ADMIN_KEY"],
    ["ADMIN_KEYS", "ADMIN_KEY"],
    ["AMDIN_KEY", "ADMIN_KEY"],
    ["DATADIR", "DATA_DIR"],
    ["FIVEBAR_PORT", "PORT"],
    ["TIMEZONE", "TIME_ZONE"],
    ["GROUPE_SIZE", "GROUP_SIZE"],
    ["GROUP_SISE", "GROUP_SIZE"],
    ["SIGNUPS_RELEASE", "SIGNUP_RELEASE"],
  ] as const) {
    expect(misspelt({ [set]: "x" }), set).toEqual([{ set, read }]);
    expect(misspelt({ [set]: "x", [read]: "y" }), `${set} beside ${read}`).toEqual([]);
    expect(misspelt({ [set]: " " }), `${set}, empty`).toEqual([]);
  }
  for (const name of [
    "ADMIN_KEY",
    "HOST",
    "HOSTNAME",
    "PORTS",
    "SITE_PORT",
    "SITE_KEY",
    "FIVEBAR",
    "KEY",
    "SHARD",
    "RELEASE",
    "DATA",
    "npm_config_port",
    "PATH",
  ])
    expect(misspelt({ [name]: "x" }), name).toEqual([]);
});

test("the address that is printed is one at which a browser on this machine may sign in", () => {
  expect(
    ["127.0.0.1", "localhost", "0.0.0.0", "::", "::1", "192.0.2.7"].map((HOST) => addressHere(readSettings({ HOST }).host, 8787)),
  ).toEqual([
    "http://127.0.0.1:8787",
    "http://localhost:8787",
    "http://127.0.0.1:8787",
    "http://[::1]:8787",
    "http://[::1]:8787",
    "http://192.0.2.7:8787",
  ]);
});
