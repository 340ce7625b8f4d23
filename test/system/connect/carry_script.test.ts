/** carry.js in a real browser: with client-side navigation, under a strict policy, and that it leaves nothing behind. */
import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { CarryPage } from "../setup/carry_page.ts";
import { readSnippets } from "../setup/snippets.ts";

const MAX_GZIPPED_BYTES = 600;
const DOCS = join(PROJECT, "docs", "CONNECT.md");

/** A folder with the script in it, as somebody has it who follows the page. */
async function inFolder(go: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "fivebar-carry-"));
  try {
    await copyFile(join(PROJECT, "packages", "carry", "carry.js"), join(folder, "carry.js"));
    await go(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a command of the page. */
async function bash(name: string, cwd: string): Promise<string> {
  const command = (await readSnippets("docs/CONNECT.md")).get(name) ?? "exit 1";
  return (await promisify(execFile)("bash", ["-euo", "pipefail", "-c", command], { cwd })).stdout;
}

let carry: CarryPage;

beforeAll(async () => {
  carry = await CarryPage.start();
});
beforeEach(() => carry.make());
afterEach(async () => {
  expect(await carry.end()).toEqual([]);
});
afterAll(() => carry?.stop());

describe("client-side navigation", () => {
  test("keeps the code in the address, so that it outlives a reload", async () => {
    await carry.open("/start?c=fix-tiktok", '<a href="/sign">go</a>');
    const addresses = await carry.page.evaluate(() => {
      const addressAfter = (go: () => void): string => {
        go();
        return location.pathname + location.search + location.hash;
      };
      return [
        addressAfter(() => history.pushState({ n: 1 }, "", "/two?tab=a#x")),
        addressAfter(() => history.replaceState({ n: 2 }, "", new URL("/three", location.href))),
        addressAfter(() => history.pushState(null, "", "#top")),
        addressAfter(() => history.pushState({ n: 3 }, "")),
        addressAfter(() => history.pushState({ n: 4 }, "", "/four?c=own")),
        String(history.state.n),
      ];
    });
    expect(addresses).toEqual([
      "/two?tab=a&c=fix-tiktok#x",
      "/three?c=fix-tiktok",
      "/three?c=fix-tiktok#top",
      "/three?c=fix-tiktok#top",
      "/four?c=own",
      "4",
    ]);
    expect(carry.site.received).toEqual([]);
    expect(await carry.clicked("a")).toBe("/sign?c=fix-tiktok");
  });

  test("a router that handles clicks itself sees the code in the link", async () => {
    await carry.open("/start?c=fix-tiktok", '<a href="/two">go</a>');
    await carry.page.evaluate(() => {
      document.addEventListener("click", (event) => {
        event.preventDefault();
        history.pushState(null, "", (event.target as HTMLAnchorElement).getAttribute("href"));
      });
    });
    await carry.page.click("a");
    expect([carry.page.url(), carry.site.received]).toEqual([`${carry.site.origin}/two?c=fix-tiktok`, []]);
  });
});

describe("the script", () => {
  test(`is at most ${MAX_GZIPPED_BYTES} bytes gzipped, however hard a server tries`, () => {
    for (let level = 1; level <= 9; level += 1)
      expect([level, Math.max(gzipSync(carry.script, { level }).length, MAX_GZIPPED_BYTES)]).toEqual([level, MAX_GZIPPED_BYTES]);
  });

  test("works inline, as docs/CONNECT.md puts it there, under a policy that names the hash of that page and nothing else", async () => {
    await inFolder(async (folder) => {
      await bash("carry-inline", folder);
      const tag = await readFile(join(folder, "carry.html"), "utf8");
      const hash = /script-src '(sha256-[^']+=)'/.exec(await readFile(DOCS, "utf8"))?.[1];
      await carry.open("/start?c=fix-tiktok", '<a href="/sign">go</a>', { tag, scripts: `'${hash}'` });
      expect(await carry.clicked("a")).toBe("/sign?c=fix-tiktok");
    });
  });

  test("takes another parameter, and has the hash that docs/CONNECT.md prints then", async () => {
    await inFolder(async (folder) => {
      const hash = `sha256-${(await bash("carry-param", folder)).trim()}`;
      carry.site.files.set("/carry-campaign.js", {
        type: "text/javascript",
        body: await readFile(join(folder, "carry-campaign.js"), "utf8"),
      });
      const tag = `<script src="/carry-campaign.js" integrity="${hash}" defer></script>`;
      const form = '<form method="post" action="/sign?c=7"><input name="c" value="7"><button>send</button></form>';
      await carry.open("/start?c=own&campaign=fix-tiktok", form, { tag, scripts: "'self'" });
      await carry.clicked("button");
      expect(carry.site.received[0]).toMatchObject({ url: "/sign?c=7", body: "c=7&campaign=fix-tiktok" });
    });
  });

  test("does not run when somebody has changed it", async () => {
    carry.site.files.set("/carry.js", { type: "text/javascript", body: `${carry.script}\n` });
    await carry.open("/start?c=fix-tiktok", '<a href="/sign">go</a>');
    expect(await carry.clicked("a")).toBe("/sign");
    expect(carry.errors.splice(0).join()).toContain("integrity");
  });

  test("asks nobody and stores nothing", async () => {
    const requested: string[] = [];
    carry.page.on("request", (request) => requested.push(new URL(request.url()).pathname));
    await carry.open("/start?c=fix-tiktok", '<form action="/sign"><a href="#x">x</a></form>');
    await carry.page.click("a");
    const stored = await carry.page.evaluate(async () => [
      document.cookie,
      localStorage.length,
      sessionStorage.length,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
      window.name,
    ]);
    expect(stored).toEqual(["", 0, 0, 0, 0, ""]);
    expect(await carry.context.cookies()).toEqual([]);
    expect(requested).toEqual(["/start", "/carry.js"]);
    expect(carry.script).not.toMatch(/cookie|storage|fetch|beacon|XMLHttp|indexedDB|import/i);
  });

  test("docs/CONNECT.md gives its hash", async () => {
    expect(await readFile(DOCS, "utf8")).toContain(`integrity="${carry.integrity}"`);
  });
});
