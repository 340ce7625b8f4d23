/** Moving in over the API: links from another service's export become campaigns, and what is left out is said. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { BITLY, CLICK_LOGS, SHLINK } from "../../staff/import/exports.ts";
import { type CampaignList, type Key, pathsOf, readProblem } from "../setup/answers.ts";
import { ADMIN_KEY, type Answer, discard, startTracker, type Tracker } from "../setup/tracker.ts";

interface Imported {
  readonly format: string;
  readonly preview: boolean;
  readonly created: readonly { readonly row: number; readonly slug: string; readonly link: string; readonly oldLink: string }[];
  readonly leftOut: readonly { readonly row: number; readonly link: string; readonly why: string }[];
  readonly columnsLeftOut: readonly string[];
}

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker();
});
afterAll(() => discard(tracker));

const CSV = { "content-type": "text/csv; charset=utf-8" };

function send(text: string, query = "", headers: Record<string, string> = {}): Promise<Answer<Imported>> {
  return tracker.api<Imported>("POST", `/campaigns/import${query}`, text, { ...CSV, ...headers });
}

async function slugs(): Promise<string[]> {
  return (await tracker.api<CampaignList>("GET", "/campaigns")).body.campaigns.map(({ slug }) => slug);
}

/** Shlink's columns; the slugs of a test are its own, because none is ever used again. */
function shlink(...codes: string[]): string {
  return `shortCode,longUrl,title\n${codes.map((code) => `${code},https://example.org/${code.toLowerCase()},Link ${code}\n`).join("")}`;
}

afterEach(async () => {
  for (const slug of await slugs()) await tracker.api("DELETE", `/campaigns/${slug}`);
});

describe("a preview", () => {
  test("says what would be made and what not, and makes nothing", async () => {
    const { status, body } = await send(BITLY, "?preview=true");
    expect(status).toBe(200);
    expect(body).toMatchObject({ format: "bitly", preview: true, created: [{ row: 2 }, { row: 3 }], leftOut: [{ row: 4 }] });
    expect(body.columnsLeftOut).toEqual(["Created", "Total Engagements"]);
    expect(await slugs()).toEqual([]);
  });
});

test("the call of docs/MOVING_IN.md does what it says there", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fivebar-moving-"));
  try {
    await writeFile(join(folder, "links.csv"), BITLY);
    const docs = await readFile(join(PROJECT, "docs", "MOVING_IN.md"), "utf8");
    const call = /```sh\n(.*?)```/s.exec(docs)?.[1] ?? "";
    const env = { PATH: process.env.PATH, FIVEBAR: tracker.origin, KEY: ADMIN_KEY };
    const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", call], { cwd: folder, env });
    expect(JSON.parse(stdout)).toMatchObject({ format: "bitly", preview: true, leftOut: [{ row: 4 }] });
    expect(await slugs()).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

describe("an import", () => {
  test("makes the campaigns, whose links lead where they led", async () => {
    const { status, body } = await send(BITLY);
    expect(status).toBe(200);
    expect(body.preview).toBe(false);
    expect(body.created[1]).toEqual({
      row: 3,
      oldLink: "https://go.example.org/Fix-TikTok",
      link: `${tracker.origin}/fix-tiktok`,
      slug: "fix-tiktok",
      name: "TikTok autumn",
      channel: "tiktok",
      destination: "https://example.org/petition",
      endsOn: null,
      notes: [],
    });
    expect(await slugs()).toEqual(body.created.map(({ slug }) => slug));
    const visit = await tracker.visit("/Fix-TikTok");
    expect([visit.status, visit.headers.get("location")]).toEqual([302, "https://example.org/petition?c=fix-tiktok#"]);
    const report = await tracker.report("?by=campaign");
    expect(report.totals).toMatchObject({ visits: 0, signups: 0 });
  });

  test("names what was left out of a campaign that it makes, in the preview too", async () => {
    const text = `Short link,Destination URL,Expires at\nhttps://dub.sh/dated,https://example.org/,12/24/2026\n`;
    for (const query of ["?channel=google&preview=true", "?channel=google"])
      expect((await send(text, query)).body.created).toMatchObject([{ slug: "dated", notes: [expect.stringContaining('"12/24/2026"')] }]);
  });

  test("done twice makes nothing the second time, and says so row by row", async () => {
    expect((await send(shlink("twice-1", "twice-2"), "?channel=google")).body.created).toHaveLength(2);
    const { status, body } = await send(shlink("twice-1", "twice-2", "twice-3"), "?channel=google");
    expect(status).toBe(200);
    expect(body.created.map(({ slug }) => slug)).toEqual(["twice-3"]);
    expect(body.leftOut.map(({ row, why }) => [row, why.includes("taken")])).toEqual([
      [2, true],
      [3, true],
    ]);
  });

  test("leaves out what archived campaigns had, in the preview too", async () => {
    await send(shlink("gone"), "?channel=google");
    await tracker.api("DELETE", "/campaigns/gone");
    for (const query of ["?channel=google&preview=true", "?channel=google"]) {
      expect((await send(shlink("GONE"), query)).body).toMatchObject({ created: [], leftOut: [{ row: 2, link: "GONE" }] });
    }
  });

  test("of more links than there can be campaigns stops at 256 and names the others", async () => {
    const codes = Array.from({ length: 258 }, (_, index) => `many-${index}`);
    const { body } = await send(shlink(...codes), "?channel=google&manyLinks=true");
    expect([body.created.length, body.leftOut.map(({ row }) => row)]).toEqual([256, [258, 259]]);
    expect(body.leftOut[0]?.why).toContain("256");
  });
});

describe("refused, with nothing changed:", () => {
  test.each(Object.entries(CLICK_LOGS))("a log of clicks (%s)", async (_, text) => {
    expect(readProblem(await send(text, "?channel=google"), 400).detail).toContain("log of clicks");
    expect(await slugs()).toEqual([]);
  });

  test("a file of no known service, a channel that is not there, an unknown parameter, another media type", async () => {
    readProblem(await send("a,b\n1,2\n"), 400);
    expect(pathsOf(readProblem(await send(SHLINK, "?channel=radio"), 400))).toEqual(["channel"]);
    expect(pathsOf(readProblem(await send(SHLINK, "?dryRun=true"), 400))).toEqual(["dryRun"]);
    expect(pathsOf(readProblem(await send(SHLINK, "?preview=yes"), 400))).toEqual(["preview"]);
    readProblem(await send("[]", "", { "content-type": "application/json" }), 415);
    expect(await slugs()).toEqual([]);
  });

  test("a key that may not make campaigns", async () => {
    for (const role of ["reader", "site"]) {
      const { body } = await tracker.api<Key>("POST", "/keys", { name: `Import ${role}`, role });
      readProblem(await send(SHLINK, "", { authorization: `Bearer ${body.key}` }), 403);
    }
    expect(await slugs()).toEqual([]);
  });
});
