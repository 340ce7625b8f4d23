/**
 * Nothing of a sender stays: every place of a request that can tell who sent it holds a text that nothing else has, and none of
 * these texts, nor a hash of one, is found afterwards in the data, the output, the answers or the exports.
 */
import { describe, expect, test } from "vitest";
import { PERSONAL_PARAMS } from "../../../src/domain/campaign/personal_params.ts";
import { Flock, type Sent, send, sendAll } from "../setup/canaries.ts";
import { CLICK_IDS_BY_PLATFORM } from "../setup/click_ids.ts";
import { get, post, SESSION_SECRET, sessionOf } from "../setup/dashboard.ts";
import { bytesOfIpv4, type Canary, filesIn, formsOf, randomIpv4, randomIpv6, randomText, tracesIn } from "../setup/traces.ts";
import { ADMIN_KEY, BROWSER, discard, startTracker, type Tracker } from "../setup/tracker.ts";

const EXPORTS = [
  ...[
    "/report",
    "/report?by=campaign&interval=day",
    "/report.csv",
    "/report.csv?by=campaign&interval=day",
    "/campaigns",
    "/campaigns/link",
  ],
  ...["/costs", "/costs.csv", "/ad-units", "/campaigns/link/audience"],
  ...["/channels", "/keys", "/openapi.json", "/campaigns/link/qr.svg"],
];

const PAGES = [
  ...["/staff", "/staff/how", "/staff/connect", "/staff/campaigns", "/staff/campaigns.csv", "/staff/settings", "/staff/new-campaign"],
  ...[
    "/staff/import",
    "/staff/costs",
    "/staff/costs.csv",
    "/staff/costs/import",
    "/staff/costs/units",
    "/staff/campaigns/link",
    "/staff/campaigns/link/edit",
    "/staff/campaigns/link/archive",
    "/staff/campaigns/link/test-visit",
  ],
  ...["/staff/campaigns/link/qr.svg", "/staff/campaigns/link/qr.png"],
];

/** Every page and file of the dashboard, as an admin sees them, and the preview of an import. */
async function pagesOf(tracker: Tracker): Promise<Sent[]> {
  const cookie = await sessionOf(tracker);
  const read = async (name: string, answer: Response) => {
    const body = Buffer.from(await answer.arrayBuffer()).toString("latin1");
    return { name, answer: `${answer.status}\n${JSON.stringify([...answer.headers])}\n${body}` };
  };
  const csv = "name,channel,destination\nSpring,tiktok,https://example.org/";
  const pages = PAGES.map(async (path) => read(path, await get(tracker, path, cookie)));
  return Promise.all([...pages, read("/staff/import", await post(tracker, "/staff/import", { csv }, cookie))]);
}

async function exportsOf(tracker: Tracker): Promise<Sent[]> {
  const authorization = { Authorization: `Bearer ${ADMIN_KEY}` };
  const answers = EXPORTS.map((path) => send(tracker, new Flock(), "GET", `/api/v1${path}`, authorization));
  const all = await Promise.all([...answers, send(tracker, new Flock(), "GET", "/about.json", {}), ...(await pagesOf(tracker))]);
  for (const { name, answer } of all) expect(answer, name).toMatch(/^200\n/);
  return all;
}

/** Where a trace was found: the file, answer or export with the place and form of what was found in it. */
async function everyTrace(tracker: Tracker, canaries: readonly Canary[], answers: readonly Sent[]): Promise<string[]> {
  const texts = [...(await filesIn(tracker.dataDir)), ["output", tracker.output] as const];
  const places = [...texts, ["answers", answers.map(({ answer }) => answer).join("\n")] as const];
  return places.flatMap(([name, text]) => tracesIn(text, canaries).map((trace) => `${name}: ${trace}`));
}

async function makeCampaigns(tracker: Tracker, name: string): Promise<string> {
  await tracker.createCampaign("link", { name, thanksUrl: "https://example.org/thanks", spec: { published: true } });
  await tracker.createCampaign("paused");
  await tracker.api("PATCH", "/campaigns/paused", { status: "paused" });
  await tracker.createCampaign("once", { countRepeats: false });
  return (await tracker.api<{ key: string }>("POST", "/keys", { name: "Website", role: "site" })).body.key;
}

describe.each([
  ["as it comes", {}],
  ["with a fallback, more shards and live signups", { FALLBACK_URL: "https://example.org/", SHARDS: "3", SIGNUP_RELEASE: "live" }],
])("a tracker %s", (_, env: Record<string, string>) => {
  test("keeps and tells nothing of who sent a request, and so does the next process", async () => {
    const tracker = await startTracker({ SESSION_SECRET, ...env });
    const flock = new Flock();
    const name = randomText();
    try {
      const key = await makeCampaigns(tracker, name);
      const answers = await sendAll(tracker, flock);
      await tracker.reportWhen(({ totals }) => totals.visits >= 5);
      expect(await everyTrace(tracker, flock.canaries, [...answers, ...(await exportsOf(tracker))]), "while it runs").toEqual([]);
      await tracker.stop();
      await tracker.start();
      const later = await sendAll(tracker, flock);
      const exports = await exportsOf(tracker);
      await tracker.stop("SIGKILL");
      expect(
        [...(await filesIn(tracker.dataDir)).keys()].some((path) => path.endsWith("-wal")),
        "a log of the database is searched too",
      ).toBe(true);
      expect(await everyTrace(tracker, flock.canaries, [...later, ...exports]), "after it was killed").toEqual([]);
      await tracker.start();
      await tracker.report();
      await tracker.stop();
      expect(await everyTrace(tracker, flock.canaries, []), "after it stopped").toEqual([]);
      expect(flock.canaries.length).toBeGreaterThan(500);

      // The same search finds what is stored: a campaign's name in files and answers, and the hash of an access key in files.
      const stored = [{ place: "a stored text", text: name }];
      expect(await everyTrace(tracker, stored, [])).toEqual([expect.stringMatching(/fivebar-registry.*: a stored text: as it is$/)]);
      expect(await everyTrace(tracker, stored, exports)).toContain("answers: a stored text: as it is");
      expect(await everyTrace(tracker, [{ place: "a key", text: key }], [])).toEqual([
        expect.stringMatching(/fivebar-registry.*: a key: sha256$/),
      ]);
    } finally {
      await discard(tracker);
    }
  });
});

test("keeps no trace of the requested host name, which only /about repeats to its visitor, and of no address as four bytes", async () => {
  const tracker = await startTracker();
  const flock = new Flock();
  try {
    await makeCampaigns(tracker, "Told");
    // Four bytes turn up by chance; those of two addresses that were sent in the same places do not.
    const addresses = [randomIpv4(), randomIpv4()];
    const answers: Sent[] = [];
    for (const [nth, path] of [
      "/link",
      "/link/thanks",
      "/nobody",
      "/link",
      "/link",
      "/link",
      "/link",
      "/about",
      "/about/link",
      "/about.json",
    ].entries()) {
      const address = addresses[nth % 2] ?? "";
      const host = flock.value("Host", `${randomText().toLowerCase()}.example`);
      const headers = { Host: host, "User-Agent": BROWSER, "X-Forwarded-For": address, "CF-Connecting-IP": address };
      const sent = await send(tracker, flock, "GET", path, headers);
      if (path === "/about.json") expect(sent.answer).toContain(`http://${host}/link`);
      if (!path.startsWith("/about")) answers.push(sent);
    }
    await tracker.reportWhen(({ totals }) => totals.visits >= 5);
    const places = [
      ...(await filesIn(tracker.dataDir)),
      ["output", tracker.output],
      ["answers", answers.map(({ answer }) => answer).join()],
    ] as const;
    expect(places.flatMap(([name, text]) => tracesIn(text, flock.canaries).map((trace) => `${name}: ${trace}`))).toEqual([]);
    const keepsBoth = (text: string) => addresses.every((address) => text.includes(bytesOfIpv4(address)));
    expect(places.filter(([, text]) => keepsBoth(text)).map(([name]) => name)).toEqual([]);
    expect(keepsBoth(`a${addresses.map(bytesOfIpv4).join("b")}c`), "the search finds them").toBe(true);
  } finally {
    await discard(tracker);
  }
});

test("the query has the click ids of 30 platforms and more, all of which Fivebar also refuses in destinations", () => {
  expect(Object.keys(CLICK_IDS_BY_PLATFORM).length).toBeGreaterThanOrEqual(30);
  const unknown = Object.values(CLICK_IDS_BY_PLATFORM).flatMap((names) => names.filter((name) => !PERSONAL_PARAMS.has(name.toLowerCase())));
  expect(unknown).toEqual([]);
});

describe("the search finds", () => {
  const [text, address] = [randomText(), randomIpv6()];
  const { textForms, byteForms } = formsOf(text);
  const bytes = formsOf(address).byteForms;

  test.each([...textForms, ...byteForms, ...bytes].map(({ form, bytes }) => [form, bytes]))("a text kept as %s", (form, kept) => {
    const found = tracesIn(`...${kept}...`, [
      { place: "text", text },
      { place: "text", text: address },
    ]);
    expect(found).toContain(`text: ${form}`);
  });

  test.each(["", "a", "ab"])("a text kept in base64 behind %j", (before) => {
    const kept = Buffer.from(`${before}${text}behind`).toString("base64");
    expect(tracesIn(kept, [{ place: "text", text }])).toEqual(["text: base64"]);
  });
});
