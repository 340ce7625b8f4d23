/** The platforms' files over HTTP, on the real runtime: each is read, asked about or refused as the rules say, in every encoding and format. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AdFileOptions } from "../../../src/domain/ad_figures/ad_file.ts";
import { readAdFile } from "../../../src/domain/ad_figures/read_ad_file.ts";
import { codeOf, OCTOBER, sample, samplesIn } from "../../domain/ad_figures/sample.ts";
import { ADMIN_KEY, discard, startTracker, type Tracker } from "../setup/tracker.ts";

const SLUGS = ["ig-verhaal", "ig-reel", "gg-zoek", "gg-display", "yt-kijk", "tt-dans", "tt-duet", "sp-audio", "li-brief", "pi-bord"];
const FILES = samplesIn("meta", "google", "youtube", "tiktok", "spotify", "linkedin", "pinterest", "ga4", "fivebar", "refuse");
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

interface Imported {
  readonly platform: string;
  readonly figures: readonly { campaign: string; currency: string; spend: number; impressions: number; clicks: number | null }[];
  readonly unmatched: readonly { unit: string; suggestion: string | null }[];
}

let tracker: Tracker;
beforeAll(async () => {
  tracker = await startTracker();
  for (const slug of SLUGS) await tracker.createCampaign(slug);
});
afterAll(() => discard(tracker));

async function preview(
  bytes: Uint8Array,
  type: string,
  options: AdFileOptions,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const query = new URLSearchParams({ preview: "true" });
  for (const [name, value] of Object.entries(options)) if (value != null) query.set(name, value);
  const response = await fetch(`${tracker.origin}/api/v1/ad-figures/import?${query}`, {
    method: "POST",
    headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": type },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, body: await response.json() };
}

/** `campaign currency spend impressions clicks`, of each figure that a campaign of ours has. */
function expected(bytes: Uint8Array, options: AdFileOptions): string[] {
  const file = readAdFile(bytes, options);
  if (!file.ok) throw new Error("refused");
  return file.value.figures
    .flatMap(({ unit, currency, spendMicros, impressions, clicks }) => {
      const name = file.value.units.find(({ key }) => key === unit)?.name ?? "";
      const slug = SLUGS.find((one) => name.split(/[^a-z0-9-]+/i).includes(one));
      return slug === undefined ? [] : [`${slug} ${currency} ${spendMicros / 1e6} ${impressions} ${clicks}`];
    })
    .sort();
}

function asked(code: string): AdFileOptions {
  return code === "no-currency" ? { currency: "EUR" } : code === "no-period" ? OCTOBER : {};
}

test.each(FILES)("%s", async (name) => {
  const bytes = sample(name);
  for (const type of name.endsWith(".xlsx")
    ? [XLSX, "application/octet-stream"]
    : ["text/csv", "text/plain; charset=utf-8", "application/vnd.ms-excel"]) {
    const code = codeOf(bytes);
    if (code !== "read") {
      const refused = await preview(bytes, type, {});
      expect([refused.status, refused.body]).toMatchObject([400, { errors: [{ code }] }]);
    }
    const options = asked(code);
    if (codeOf(bytes, options) !== "read") continue;
    for (const { unit, suggestion } of ((await preview(bytes, type, options)).body as Imported).unmatched) {
      await tracker.api("PATCH", `/ad-units/${unit}`, { campaign: suggestion });
    }
    const { status, body } = await preview(bytes, type, options);
    expect(status).toBe(200);
    const figures = (body as Imported).figures.map(
      (one) => `${one.campaign} ${one.currency} ${one.spend} ${one.impressions} ${one.clicks}`,
    );
    expect(figures.sort()).toEqual(expected(bytes, options));
  }
});

test("most of these files have figures of campaigns that are ours", () => {
  const some = FILES.filter((name) => {
    const options = asked(codeOf(sample(name)));
    return codeOf(sample(name), options) === "read" && expected(sample(name), options).length > 0;
  });
  expect(some.length).toBeGreaterThan(18);
});
