/** The README's way to Cloudflare, as far as it goes without an account: each command that it shows is run, and each line that it adds is read. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unstable_readConfig } from "wrangler";
import { PROJECT } from "../../../scripts/build.ts";
import { ConfigError, readConfig } from "../../../src/domain/config.ts";
import { launchBrowser } from "../setup/browser.ts";

const run = promisify(execFile);
/** What a download does not have, at the top of the folder. */
const OWN = ["node_modules", "dist", ".data", ".git", ".wrangler", ".dev.vars", "test"];

let copy: string;
let section: string;
let browser: Browser;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "fivebar-deploy-"));
  await cp(PROJECT, copy, { recursive: true, filter: (path) => !OWN.includes(relative(PROJECT, path).split(sep)[0] ?? "") });
  await symlink(join(PROJECT, "node_modules"), join(copy, "node_modules"));
  const readme = await readFile(join(PROJECT, "README.md"), "utf8");
  section = readme.slice(readme.indexOf("## Deploy to Cloudflare"), readme.indexOf("## Check a deployment"));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await rm(copy, { recursive: true, force: true });
});

function blocks(language: string): string[] {
  return [...section.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"))].map(([, text = ""]) =>
    text.replace(/^ +/gm, "").trim(),
  );
}

/** Without what the machine itself may have: an account, or a key. */
function environment(): NodeJS.ProcessEnv {
  const { ADMIN_KEY: _, CLOUDFLARE_API_TOKEN: __, CLOUDFLARE_ACCOUNT_ID: ___, ...rest } = process.env;
  return { ...rest, CI: "true", WRANGLER_SEND_METRICS: "false" };
}

test("the commands make a key that is taken, and send the Worker with its two objects and that key", async () => {
  const commands = blocks("sh").flatMap((block) => block.split("\n"));
  const [makeKey = "", login, deploy = ""] = commands;
  expect([commands.length, login, deploy]).toEqual([3, "npx wrangler login", "npm run deploy -- --secrets-file deploy.env"]);
  await run("sh", ["-c", makeKey], { cwd: copy, env: environment() });
  const [, key] = /^ADMIN_KEY=(\S+)\n$/.exec(await readFile(join(copy, "deploy.env"), "utf8")) ?? [];
  expect(readConfig({ ADMIN_KEY: key }).adminKey).toMatch(/^[0-9a-f]{48}$/);
  expect(section).toContain("`npm run deploy -- --dry-run`");
  const { stdout, stderr } = await run("sh", ["-c", `${deploy} --dry-run`], { cwd: copy, env: environment() });
  for (const told of ["env.REGISTRY (Registry)", "env.SHARD (Shard)", "--dry-run: exiting now."]) expect(stdout).toContain(told);
  expect(`${stdout}${stderr}`).not.toContain(key);
  expect(`${stdout}${stderr}`).not.toMatch(/warn/i);
}, 120_000);

/** wrangler.toml with a section's lines put where the README says, as wrangler reads it. */
async function withLines(lines: string, replaced: RegExp): Promise<ReturnType<typeof unstable_readConfig>> {
  const toml = await readFile(join(copy, "wrangler.toml"), "utf8");
  expect(toml.match(replaced), "there is one such line").toHaveLength(1);
  const file = join(copy, "changed.toml");
  await writeFile(file, toml.replace(replaced, lines));
  return unstable_readConfig({ config: file });
}

test("a domain of one's own takes the lines that the README shows, in the place that it names", async () => {
  const [lines = ""] = blocks("toml");
  expect(section).toContain("put these lines in the place of the one that begins with `workers_dev`");
  const before = unstable_readConfig({ config: join(copy, "wrangler.toml") });
  expect([before.workers_dev, before.routes]).toEqual([true, undefined]);
  const after = await withLines(lines, /^workers_dev.*$/gm);
  expect([after.workers_dev, after.routes]).toEqual([false, [{ pattern: "go.example.org", custom_domain: true }]]);
  const rest = ({ workers_dev: _, routes: __, configPath: ___, userConfigPath: ____, ...more }: typeof before) => more;
  expect(JSON.stringify(rest(after))).toBe(JSON.stringify(rest(before)));
});

test("what the README has one set before the first deployment, and for Access, is taken as it looks there", async () => {
  const [, jurisdiction = ""] = /`(JURISDICTION = "eu")`/.exec(section) ?? [];
  expect(readConfig((await withLines(jurisdiction, /^JURISDICTION = .*$/gm)).vars).jurisdiction).toBe("eu");
  const [, domain] = /such as `(\S+\.cloudflareaccess\.com)`/.exec(section) ?? [];
  const audience = "0123456789abcdef".repeat(4);
  expect(readConfig({ ACCESS_TEAM_DOMAIN: domain, ACCESS_AUD: audience }).access).toEqual({ teamDomain: domain, audience });
});

test("the button's files name the secret and every variable, and nobody can deploy with the example's key", async () => {
  const { cloudflare } = JSON.parse(await readFile(join(PROJECT, "package.json"), "utf8")) as {
    cloudflare: { bindings: Record<string, { description: string }> };
  };
  const { vars, secrets } = unstable_readConfig({ config: join(PROJECT, "wrangler.toml") });
  expect(Object.keys(cloudflare.bindings).sort()).toEqual([...Object.keys(vars), ...(secrets?.required ?? [])].sort());
  const example = await readFile(join(PROJECT, ".dev.vars.example"), "utf8");
  const named = [...example.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = "", value]) => [name, value]);
  expect(named.map(([name]) => name)).toEqual(secrets?.required);
  expect(() => readConfig(Object.fromEntries(named))).toThrow(ConfigError);
});

/** `npm run dev` on a free port; resolves with its address. */
async function startDev(): Promise<{ readonly address: string; readonly child: ChildProcess; readonly said: () => string }> {
  let text = "";
  const args = ["run", "dev", "--", "--port", "0", "--inspector-port", "0"];
  const child = spawn("npm", args, { cwd: copy, env: environment(), stdio: ["ignore", "pipe", "pipe"], detached: true });
  const address = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`npm run dev ended with ${code}:\n${text}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        const [, ready] = /Ready on (http:\/\/\S+:\d+)/.exec(text) ?? [];
        if (ready !== undefined) resolve(ready);
      });
    }
  });
  return { address, child, said: () => text };
}

test("npm run dev makes a key and lets it in, in a browser, with nothing else set; the pages speak of this platform", async () => {
  const { address, child, said } = await startDev();
  const context = await browser.newContext({ locale: "en" });
  try {
    const [, key = ""] = /^ADMIN_KEY=(\S+)$/m.exec(await readFile(join(copy, ".dev.vars"), "utf8")) ?? [];
    expect(said()).toContain(`Admin key: ${key}\n`);
    expect(said()).not.toContain("Missing required secrets");
    const page = await context.newPage();
    await page.goto(`${address.replace("127.0.0.1", "localhost")}/staff/settings`);
    await page.click("summary");
    const help = await page.textContent("main");
    expect(help).toContain("npx wrangler secret put ADMIN_KEY");
    expect(help).not.toMatch(/DATA_DIR|admin\.key|npm start|terminal/);
    await page.fill("input[type=password]", key);
    await page.click("main button[type=submit]");
    await page.waitForURL("**/staff/settings");
    const settings = (await page.textContent("main")) ?? "";
    expect(settings).toContain(
      "Not set: OPERATOR, PRIVACY_URL, SOURCE_URL. The page for visitors (/about) names nobody who is responsible.",
    );
    expect(settings).toContain("Changed in wrangler.toml, followed by npm run deploy.");
    expect(settings).not.toMatch(/DATA_DIR|npm start/);
    expect((await context.cookies()).map(({ name, secure, httpOnly }) => [name, secure, httpOnly])).toEqual([
      ["__Host-fivebar", true, true],
    ]);
  } finally {
    await context.close();
    const gone = new Promise((resolve) => child.once("exit", resolve));
    if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    await gone;
  }
}, 120_000);
