/** The examples of docs/CONNECT.md, run as they stand there, against a real tracker. */
import { execFile, execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { codeFrom } from "../../packages/client/src/index.ts";
import { PROJECT } from "../../scripts/build.ts";
import { type Key, pathsOf, readProblem } from "./answers.ts";
import { Between } from "./between.ts";
import { launchBrowser } from "./browser.ts";
import { readSnippets } from "./snippets.ts";
import { StaticSite } from "./static_site.ts";
import { BROWSER, discard, startTracker, type Tracker } from "./tracker.ts";

/** An interpreter that this machine does not have leaves its example untried, and the test shows as skipped. */
function isHere(command: string): boolean {
  try {
    execFileSync(command, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

let snippets: ReadonlyMap<string, string>;
let tracker: Tracker;
let between: Between;
let siteKey: string;
let folder: string;
let slug: string;
let made = 0;

beforeAll(async () => {
  snippets = await readSnippets("docs/CONNECT.md");
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  between = new Between(() => tracker.origin);
  await between.listen();
  siteKey = (await tracker.api<Required<Key>>("POST", "/keys", { name: "Website", role: "site" })).body.key;
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fivebar-docs-"));
  made += 1;
  slug = `documented-${made}`;
  await tracker.createCampaign(slug);
});
afterEach(async () => {
  between.manners.length = 0;
  between.seen.length = 0;
  await rm(folder, { recursive: true, force: true });
});
afterAll(async () => {
  await between.close();
  await discard(tracker);
});

function snippet(name: string): string {
  const code = snippets.get(name);
  if (code === undefined) throw new Error(`docs/CONNECT.md has no example "${name}"`);
  return code;
}

/** Runs a program with what the examples need in its environment. */
function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<{ code: number; output: string }> {
  const all = { ...process.env, FIVEBAR: between.origin, SITE_KEY: siteKey, CODE: slug, COUNTS: join(folder, "counts.db"), ...env };
  return new Promise((resolve) => {
    execFile(command, args, { cwd: folder, env: all }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

async function released(): Promise<number | undefined> {
  return (await tracker.report("?by=campaign")).rows.find(({ campaign }) => campaign === slug)?.signups;
}

/** How each language's example becomes a program that reports one signup for `CODE`. */
const PROGRAMS: Readonly<Record<string, { command: string; file: string; program: (example: string) => string }>> = {
  fetch: { command: "node", file: "report.mjs", program: (example) => `${example}\nawait reportSignup(process.env.CODE);` },
  curl: { command: "bash", file: "report.sh", program: (example) => example },
  php: { command: "php", file: "report.php", program: (example) => `<?php\n${example}\nreportSignup(getenv('CODE'));` },
  python: { command: "python3", file: "report.py", program: (example) => `${example}\nreport_signup(os.environ["CODE"])` },
};

describe.each(Object.keys(PROGRAMS))("the example for %s", (name) => {
  const { command, file, program } = PROGRAMS[name] ?? { command: "", file: "", program: String };

  test.runIf(isHere(command))("reports, tries again under the same key, and says what is wrong with a wrong key", async () => {
    await writeFile(join(folder, file), program(snippet(name)));
    for (let n = 0; n < 4; n += 1) expect(await run(command, [file])).toMatchObject({ code: 0 });
    expect(new Set(between.seen.map(({ key }) => key)).size).toBe(4);
    between.manners.push({ status: 503 });
    expect(await run(command, [file])).toMatchObject({ code: 0 });
    expect(between.seen.slice(-2).map(({ key }) => key)).toEqual([between.seen[4]?.key, between.seen[4]?.key]);
    expect([between.seen.length, await released()]).toEqual([6, 5]);
    const refused = await run(command, [file], { SITE_KEY: "wrong" });
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("valid access key");
    expect(between.seen.length).toBe(7);
  });
});

describe("the client's example", () => {
  test("reports", async () => {
    const modules = join(folder, "node_modules", "@fivebar");
    await mkdir(modules, { recursive: true });
    await symlink(join(PROJECT, "packages", "client"), join(modules, "client"));
    await writeFile(
      join(folder, "site.mjs"),
      `${snippet("client")}\nfor (let n = 0; n < 5; n += 1) await reportSignup(process.env.CODE);\nawait queue.flush();`,
    );
    expect(await run("node", ["site.mjs"])).toEqual({ code: 0, output: "" });
    expect(await released()).toBe(5);
  });
});

describe("the nightly batch", () => {
  test.runIf(isHere("python3"))("sends sums, and a run that broke off is taken up without counting twice", async () => {
    await writeFile(join(folder, "nightly.py"), snippet("python").replace("(1, 2, 4, 8)", "(0,)") + snippet("nightly"));
    expect(await run("python3", ["nightly.py"])).toEqual({ code: 0, output: "" });
    const count = `import os, sqlite3
db = sqlite3.connect(os.environ["COUNTS"])
for code in [os.environ["CODE"]] * 1004 + [""]:
    db.execute("INSERT INTO waiting VALUES (?, 1) ON CONFLICT (code) DO UPDATE SET signups = signups + 1", (code,))
db.commit()`;
    await writeFile(join(folder, "count.py"), count);
    await run("python3", ["count.py"]);
    between.manners.push("lose-answer");
    expect((await run("python3", ["nightly.py"])).code).not.toBe(0);
    expect(await run("python3", ["nightly.py"])).toEqual({ code: 0, output: "" });
    const bodies = between.seen.map(({ body }) => JSON.parse(body));
    expect(bodies).toHaveLength(4);
    expect(bodies).toEqual(
      expect.arrayContaining([
        { campaign: slug, count: 1_000 },
        { campaign: slug, count: 4 },
        { campaign: null, count: 1 },
      ]),
    );
    expect(new Set(between.seen.map(({ key }) => key)).size).toBe(3);
    expect(await released()).toBe(1_000);
    await run("python3", ["nightly.py"]);
    expect(between.seen.length).toBe(4);
  });
});

describe("the two lines that carry the code", () => {
  const VALUES = ["fix-tiktok", "Fix-TikTok", "ab", "a".repeat(40), "", "a", "-ab", "ab-", "a".repeat(41), '"><b>', "a b", "ab\n", "é-é"];

  test("in JavaScript let through what is a code", () => {
    const lines = new Function("query", `${snippet("carry-javascript")}\nreturn [code, carried];`) as (query: URLSearchParams) => string[];
    for (const value of VALUES) {
      const code = codeFrom(value) ?? "";
      expect(lines(new URLSearchParams({ c: value }))).toEqual([code, code === "" ? "" : `?c=${code}`]);
    }
    expect(lines(new URLSearchParams())).toEqual(["", ""]);
  });

  test.runIf(isHere("php"))("in PHP let through what is a code", async () => {
    const program = `<?php\nforeach (json_decode(getenv('VALUES')) as $value) {\n$_GET = ['c' => $value];\n${snippet("carry-php")}\n$all[] = [$code, $carried];\n}\necho json_encode($all);`;
    await writeFile(join(folder, "carry.php"), program);
    const values = [...VALUES, null, ["ab"], 7];
    const { output } = await run("php", ["carry.php"], { VALUES: JSON.stringify(values) });
    expect(JSON.parse(output)).toEqual(
      values.map((value) => [codeFrom(value) ?? "", codeFrom(value) === null ? "" : `?c=${codeFrom(value)}`]),
    );
  });
});

describe("a webhook", () => {
  const headers = (): Record<string, string> => ({ authorization: `Bearer ${siteKey}` });

  test("with anything about the person is refused, says why, and leaves nothing", async () => {
    const entry = { campaign: slug, count: 5, name: "Canary Webhook", email: "canary-webhook@example.org", age: 34 };
    const problem = readProblem(await tracker.api("POST", "/signups", entry, headers()), 400);
    expect(pathsOf(problem)).toEqual(["name"]);
    expect(JSON.stringify(problem)).not.toContain("anary");
    readProblem(await tracker.api("POST", "/signups", { c: slug, fields: {} }, headers()), 400);
    expect(await released()).toBe(0);
    expect(tracker.output).not.toContain("anary");
  });

  test("with the code alone counts, and an empty code is refused", async () => {
    const text = await readFile(join(PROJECT, "docs", "CONNECT.md"), "utf8");
    const template = /^\| body \| `(\{.*?\})`/m.exec(text)?.[1] ?? "";
    const json = { ...headers(), "content-type": "application/json" };
    for (let n = 0; n < 5; n += 1) expect((await tracker.api("POST", "/signups", template.replace("{{c}}", slug), json)).status).toBe(200);
    expect(await released()).toBe(5);
    readProblem(await tracker.api("POST", "/signups", template.replace("{{c}}", ""), json), 400);
  });

  test("goes through the relay as its code and nothing else", async () => {
    await writeFile(join(folder, "relay.mjs"), snippet("relay"));
    const relay = (await import(join(folder, "relay.mjs"))) as { default: { fetch(request: Request, env: unknown): Promise<Response> } };
    const env = { FIVEBAR: between.origin, SITE_KEY: siteKey, SECRET: "s" };
    const post = (secret: string, body: unknown) =>
      relay.default.fetch(new Request(`https://relay.example/?secret=${secret}`, { method: "POST", body: JSON.stringify(body) }), env);
    expect((await post("wrong", { c: slug })).status).toBe(403);
    expect(await (await post("s", { c: slug, email: "a@example.org" })).json()).toEqual({ counted: 1, attributed: true });
    for (const c of ["", undefined, "a@b.c", ["ab"], { a: 1 }]) expect((await post("s", { c, name: "A" })).status).toBe(200);
    expect(between.seen.map(({ body }) => body)).toEqual([`{"campaign":"${slug}"}`, ...Array(5).fill('{"campaign":null}')]);
  });
});

describe("without a server", () => {
  let browser: Browser;
  let site: StaticSite;

  beforeAll(async () => {
    site = new StaticSite();
    await site.listen();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  test("a page per campaign and the thanks link count each signup once, reloads included", async () => {
    await tracker.api("PATCH", `/campaigns/${slug}`, { destination: `${site.origin}/tiktok`, thanksUrl: `${site.origin}/thank-you` });
    // Stands in for somebody else's form service, which takes the form and leads to the address that its owner has entered.
    const location = `${tracker.origin}/${slug}/thanks`;
    site.files.set("/service", { status: 303, headers: { location }, body: "" });
    site.files.set("/tiktok", {
      body: '<form method="post" action="/service"><input name="email" value="a@example.org"><button>Sign</button></form>',
    });
    for (let n = 0; n < 5; n += 1) {
      const context = await browser.newContext({ javaScriptEnabled: n % 2 === 0, userAgent: BROWSER });
      const page = await context.newPage();
      await page.goto(`${tracker.origin}/${slug}?ttclid=canary`);
      await page.click("button");
      await page.waitForURL(`${site.origin}/thank-you`);
      await page.reload();
      await context.close();
    }
    const report = await tracker.reportWhen(
      ({ rows }) => rows.some(({ campaign, signups }) => campaign === slug && signups > 0),
      "?by=campaign",
    );
    expect(report.rows.find(({ campaign }) => campaign === slug)).toMatchObject({ visits: 5, signups: 5 });
    expect(JSON.stringify(site.received)).not.toContain("canary");
  });
});
