/** The examples of docs/CONNECT.md that carry and report a code, run as they stand there, against a real tracker. */
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { codeFrom } from "../../../packages/client/src/index.ts";
import { PROJECT } from "../../../scripts/build.ts";
import { ConnectStand, testWith } from "../setup/connect_stand.ts";
import { StaticSite } from "../setup/static_site.ts";

let stand: ConnectStand;

beforeAll(async () => {
  stand = await ConnectStand.start();
});
beforeEach(() => stand.next());
afterEach(() => stand.tidy());
afterAll(() => stand?.stop());

/** How each language's example becomes a program that reports one signup for `CODE`. */
const PROGRAMS: Readonly<Record<string, { command: string; file: string; program: (example: string) => string }>> = {
  fetch: { command: "node", file: "report.mjs", program: (example) => `${example}\nawait reportSignup(process.env.CODE);` },
  curl: { command: "bash", file: "report.sh", program: (example) => example },
  php: { command: "php", file: "report.php", program: (example) => `<?php\n${example}\nreportSignup(getenv('CODE'));` },
  python: { command: "python3", file: "report.py", program: (example) => `${example}\nreport_signup(os.environ["CODE"])` },
};

/** How each language's example is called in a form handler, and how a program says that it goes on after that. */
const HANDLERS: Readonly<Record<string, (example: string, call: string) => string>> = {
  fetch: (example, call) => `const code = process.env.CODE;\n${example}\n${call}\nconsole.log("goes on");`,
  php: (example, call) => `<?php\n$code = getenv('CODE');\n${example}\n${call}\necho 'goes on';`,
  python: (example, call) => `${example}\ncode = os.environ["CODE"]\n${call}\nprint("goes on")`,
};

describe.each(Object.keys(PROGRAMS))("the example for %s", (name) => {
  const { command, file, program } = PROGRAMS[name] ?? { command: "", file: "", program: String };
  const handler = HANDLERS[name];
  const tested = testWith(command);

  if (handler !== undefined)
    tested("called as the page says, leaves the site running when it is refused", async () => {
      await writeFile(join(stand.folder, file), handler(stand.snippet(name), stand.snippet(`call-${name}`)));
      const refused = await stand.run(command, [file], { SITE_KEY: "wrong" });
      expect([refused.code, refused.output]).toEqual([0, expect.stringContaining("goes on")]);
      expect(refused.output).toContain("valid access key");
      expect(await stand.run(command, [file])).toMatchObject({ code: 0 });
      expect(stand.between.seen.at(-1)?.body).toContain(stand.slug);
    });

  tested("reports, tries again under the same key, and says what is wrong with a wrong key", async () => {
    await writeFile(join(stand.folder, file), program(stand.snippet(name)));
    for (let n = 0; n < 4; n += 1) expect(await stand.run(command, [file])).toMatchObject({ code: 0 });
    expect(new Set(stand.between.seen.map(({ key }) => key)).size).toBe(4);
    stand.between.manners.push({ status: 503 });
    expect(await stand.run(command, [file])).toMatchObject({ code: 0 });
    expect(stand.between.seen.slice(-2).map(({ key }) => key)).toEqual([stand.between.seen[4]?.key, stand.between.seen[4]?.key]);
    expect([stand.between.seen.length, await stand.released()]).toEqual([6, 5]);
    const refused = await stand.run(command, [file], { SITE_KEY: "wrong" });
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("valid access key");
    expect(stand.between.seen.length).toBe(7);
  });

  tested("says at once what is missing when its settings are, and asks nobody", async () => {
    await writeFile(join(stand.folder, file), program(stand.snippet(name)));
    const settings: readonly Record<string, string>[] = [
      { FIVEBAR: "" },
      { SITE_KEY: "" },
      ...(name === "curl" ? [] : [{ FIVEBAR: "go.example.org" }]),
    ];
    for (const env of settings) {
      const started = Date.now();
      const { code, output } = await stand.run(command, [file], env);
      expect([code === 0, output]).toEqual([false, expect.stringMatching(/FIVEBAR.*address of Fivebar|SITE_KEY.*key/s)]);
      // The first pauses of all examples are longer than that.
      expect(Date.now() - started).toBeLessThan(7_000);
    }
    const { code, output } =
      name === "php" ? await stand.run(command, ["-d", "allow_url_fopen=0", file]) : { code: 1, output: "allow_url_fopen" };
    expect([code === 0, output]).toEqual([false, expect.stringContaining("allow_url_fopen")]);
    expect(stand.between.seen).toEqual([]);
  });

  tested("tries again when no answer came, and reports without a code", async () => {
    await writeFile(join(stand.folder, file), program(stand.snippet(name)));
    stand.between.manners.push("lose-answer");
    expect(await stand.run(command, [file], { CODE: "" })).toMatchObject({ code: 0 });
    expect(stand.between.seen.map(({ body }) => JSON.parse(body).campaign)).toEqual([null, null]);
    expect(new Set(stand.between.seen.map(({ key }) => key)).size).toBe(1);
  });

  tested("says that nothing was counted when the address leads elsewhere, or is another site's", async () => {
    await writeFile(join(stand.folder, file), program(stand.snippet(name)));
    const elsewhere = new StaticSite();
    await elsewhere.listen();
    try {
      stand.between.manners.push({ status: 307, headers: { location: `${elsewhere.origin}/` } });
      expect((await stand.run(command, [file])).code).not.toBe(0);
      stand.between.manners.push({ status: 302, headers: { location: `${elsewhere.origin}/` } });
      expect((await stand.run(command, [file])).code).not.toBe(0);
      expect(elsewhere.received).toEqual([]);
      expect((await stand.run(command, [file], { FIVEBAR: elsewhere.origin })).code).not.toBe(0);
    } finally {
      await elsewhere.close();
    }
    expect(stand.between.seen.length).toBe(2);
  });
});

describe("the client's example", () => {
  test("reports", async () => {
    const modules = join(stand.folder, "node_modules", "@fivebar");
    await mkdir(modules, { recursive: true });
    await symlink(join(PROJECT, "packages", "client"), join(modules, "client"));
    await writeFile(
      join(stand.folder, "site.mjs"),
      `${stand.snippet("client")}\nconst code = process.env.CODE;\nfor (let n = 0; n < 5; n += 1) {\n${stand.snippet("call-client")}}\nawait queue.flush();`,
    );
    expect(await stand.run("node", ["site.mjs"])).toEqual({ code: 0, output: "" });
    expect(await stand.released()).toBe(5);
  });
});

describe("the two lines that carry the code", () => {
  const VALUES = [
    "fix-tiktok",
    "Fix-TikTok",
    "ab",
    "a".repeat(40),
    "",
    "a",
    "-ab",
    "ab-",
    "a".repeat(41),
    '"><b>',
    "a b",
    "ab\n",
    "fix-tiktok.",
    " (fix-tiktok), ",
    "fix-tiktok&utm_source=x",
    "fix-tiktok?c=other#top",
    "fix-tiktok; canary@example.org",
    "fix-tiktok_",
    "fix tiktok.",
    "canary@example.org",
    "é-é",
    "fix-tiktoké",
    "\u212aelvin",
    "٣٤",
  ];

  test("in JavaScript let through what is a code", () => {
    const lines = new Function("query", `${stand.snippet("carry-javascript")}\nreturn [code, carried];`) as (
      query: URLSearchParams,
    ) => string[];
    for (const value of VALUES) {
      const code = codeFrom(value) ?? "";
      expect(lines(new URLSearchParams({ c: value }))).toEqual([code, code === "" ? "" : `?c=${code}`]);
    }
    expect(lines(new URLSearchParams())).toEqual(["", ""]);
  });

  testWith("php")("in PHP let through what is a code", async () => {
    const program = `<?php\nforeach (json_decode(getenv('VALUES')) as $value) {\n$_GET = ['c' => $value];\n${stand.snippet("carry-php")}\n$all[] = [$code, $carried];\n}\necho json_encode($all);`;
    await writeFile(join(stand.folder, "carry.php"), program);
    const values = [...VALUES, null, ["ab"], 7];
    const { output } = await stand.run("php", ["carry.php"], { VALUES: JSON.stringify(values) });
    expect(JSON.parse(output)).toEqual(
      values.map((value) => [codeFrom(value) ?? "", codeFrom(value) === null ? "" : `?c=${codeFrom(value)}`]),
    );
  });

  testWith("python3")("in Python let through what is a code", async () => {
    const program = `import json, os, re\nall = []\nfor query in json.loads(os.environ["QUERIES"]):\n${stand.snippet("carry-python").replace(/^/gm, "    ")}\n    all.append([code, carried])\nprint(json.dumps(all))`;
    await writeFile(join(stand.folder, "carry.py"), program);
    const queries = [...VALUES.map((c) => ({ c })), {}];
    const { output } = await stand.run("python3", ["carry.py"], { QUERIES: JSON.stringify(queries) });
    const codes = [...VALUES, null].map((value) => codeFrom(value) ?? "");
    expect(JSON.parse(output)).toEqual(codes.map((code) => [code, code === "" ? "" : `?c=${code}`]));
  });
});

test("the package is made as the page says, and named as it says, in a checkout in which nothing was built yet", async () => {
  for (const path of [".npmrc", "package.json", "tsconfig.json", "packages/client", "types"])
    await cp(join(PROJECT, path), join(stand.folder, path), { recursive: true, filter: (from) => !from.endsWith("client/dist") });
  await symlink(join(PROJECT, "node_modules"), join(stand.folder, "node_modules"));
  const run = async (script: string) => (await promisify(execFile)("bash", ["-c", script], { cwd: stand.folder })).stdout.trim();
  const name = await run(stand.snippet("pack"));
  expect(await readFile(join(PROJECT, "docs", "CONNECT.md"), "utf8")).toContain(`fivebar/${name}\n`);
  const files = (await run(`tar tzf ${name}`)).split("\n");
  for (const file of ["index.js", "index.d.ts", "node.js", "node.d.ts"]) expect(files).toContain(`package/dist/${file}`);
});
