/** Moving in: what becomes of the links of another service's export, and what is left out. */
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COLUMN_NAMES } from "../../../src/staff/campaigns/campaigns_csv.ts";
import { EXPORT_FORMATS } from "../../../src/staff/import/formats.ts";
import { type ImportOptions, isExport, type ReadExport, readExport } from "../../../src/staff/import/links.ts";
import { channelId, english, FIRST_CHANNELS } from "../../domain/given.ts";
import { BITLY, BITLY_API, CLICK_LOGS, DUB, DUB_API, KUTT, SHLINK, YOURLS } from "./exports.ts";

const CHANNELS = FIRST_CHANNELS.map(({ id, name }) => ({ id: channelId(id), name }));
const OPTIONS: ImportOptions = { channels: CHANNELS, defaultChannel: null, allowedHosts: [] };
const GOOGLE = { ...OPTIONS, defaultChannel: channelId("google") };

function read(text: string, options = OPTIONS): ReadExport {
  const result = readExport(text, options);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Row, slug, channel and name of each campaign. */
function briefly({ campaigns }: ReadExport): unknown[] {
  return campaigns.map(({ row, draft }) => [row, draft.slug, draft.channel, draft.name]);
}

function reasons({ leftOut }: ReadExport): [row: number, why: string][] {
  return leftOut.map(({ row, why }) => [row, `${why.path === "" ? "" : `${why.path}: `}${english(why)}`]);
}

describe("the export of", () => {
  test("Bitly: the custom link before the other, archived ones left out", () => {
    const found = read(BITLY);
    expect(found.format).toBe("bitly");
    expect(briefly(found)).toEqual([
      [2, "3xabcde", "instagram", 'Petition, "short" version'],
      [3, "fix-tiktok", "tiktok", "TikTok autumn"],
    ]);
    expect(found.leftOut).toEqual([{ row: 4, link: "https://bit.ly/5oLdOlD", why: { path: "", code: "link-archived", params: {} } }]);
    expect(found.campaigns[0]?.draft.destination).toBe("https://example.org/petition?utm_source=instagram");
  });

  test("Bitly: under the names of its API, where custom links are a list that may be empty", () => {
    const found = read(BITLY_API);
    expect([found.format, found.leftOut]).toEqual(["bitly", []]);
    expect(found.campaigns.map(({ link, draft }) => [link, draft.slug, draft.channel])).toEqual([
      ["https://bit.ly/3xAbCdE", "3xabcde", "google"],
      ["https://bit.ly/own", "own", "tiktok"],
      ["https://go.example.org/single", "single", "youtube"],
    ]);
  });

  test("Dub: under its labels, an expiry as the last day", () => {
    const found = read(DUB);
    expect(found.format).toBe("dub");
    expect(briefly(found)).toEqual([[2, "spotify-1", "spotify", "Spotify one"]]);
    expect(found.campaigns[0]?.draft.endsOn).toBe("2026-12-24");
    expect(reasons(found)).toEqual([[3, expect.stringContaining("say which channel")]]);
    expect(briefly(read(DUB, GOOGLE))[1]).toEqual([3, "mail", "google", "By mail"]);
  });

  test("Dub: under the names of its API, links with a password left out", () => {
    const found = read(DUB_API);
    expect([found.format, briefly(found)]).toEqual(["dub", [[2, "youtube", "youtube", "Watch"]]]);
    expect(reasons(found)).toEqual([[3, expect.stringContaining("password")]]);
  });

  test("Shlink: a tag that names a channel; codes that differ only in capitals clash", () => {
    const found = read(SHLINK);
    expect([found.format, briefly(found)]).toEqual(["shlink", [[2, "feed", "instagram", "Our feed"]]]);
    expect(reasons(found)).toEqual([[3, 'its code is "feed" without regard to case, and so is that of row 2']]);
  });

  test("YOURLS: semicolons, an empty row, and a code that is no slug", () => {
    const found = read(YOURLS, GOOGLE);
    expect([found.format, briefly(found)]).toEqual(["yourls", [[2, "google-ad", "google", "Zoeken; breed"]]]);
    expect(reasons(found)).toEqual([[4, expect.stringContaining('"jan_jansen" cannot be a slug here')]]);
  });

  test("Kutt: blocked and locked links left out", () => {
    const found = read(KUTT, GOOGLE);
    expect([found.format, briefly(found)]).toEqual(["kutt", [[2, "tiktok-2", "google", "TikTok two"]]]);
    expect(reasons(found).map(([row]) => row)).toEqual([3, 4]);
  });
});

const HEADER = "shortCode,longUrl,title\n";

describe("a link is left out", () => {
  test.each([
    ["whose code is a number of a person", "0612345678,https://example.org/,x", "long number"],
    ["whose code is an identifier", "3f2504e04f8941d39a0c0305e82c3301,https://example.org/,x", "identifier"],
    ["whose code is reserved", "staff,https://example.org/,x", "reserved"],
    ["whose title has an address in it", "fine,https://example.org/,For ann@example.org", "email address"],
    ["whose destination names one click", "fine,https://example.org/?fbclid=1,x", "fbclid"],
    ["whose destination names a person", "fine,https://example.org/?for=ann@example.org,x", "email address"],
    ["whose destination is not https", "fine,http://example.org/,x", "https://"],
    ["without a destination", "fine,,x", "destination"],
    ["without a code", ",https://example.org/,x", "slug"],
    ["that has a cell too many", "fine,https://example.org/,One,two", "4 cells"],
    ["that ends before its destination", "fine", "1 cell"],
  ])("%s", (_, line, word) => {
    const found = read(`${HEADER}${line}\n`, GOOGLE);
    expect(found.campaigns).toEqual([]);
    expect(reasons(found)).toEqual([[2, expect.stringContaining(word)]]);
  });

  test("whose slug was given out before, and when there is no room", () => {
    const text = `${HEADER}one,https://example.org/,\ntwo,https://example.org/,\nthree,https://example.org/,\n`;
    const found = read(text, { ...GOOGLE, taken: new Set(["one"]), room: 1 });
    expect(briefly(found)).toEqual([[3, "two", "google", "two"]]);
    expect(reasons(found)).toEqual([
      [2, expect.stringContaining("taken")],
      [4, expect.stringContaining("256")],
    ]);
  });

  test("whose host is not allowed", () => {
    expect(reasons(read(`${HEADER}one,https://example.org/,`, { ...GOOGLE, allowedHosts: ["example.net"] }))).toHaveLength(1);
  });
});

describe("what is left out of a link that is made is named", () => {
  const DATED = "Short link,Destination URL,Title,Expires at\n";

  test.each([
    ["2026-12-24", "2026-12-24"],
    ["2026-12-24T10:00:00.000Z", "2026-12-24"],
    ["2026-12-24 10:00", "2026-12-24"],
    ["24-12-2026", "2026-12-24"],
    ["24/12/2026 23:59", "2026-12-24"],
    ["1.2.2027", "2027-02-01"],
    ["3-3-2027", "2027-03-03"],
    ["", null],
    ["null", null],
  ])("not the expiry %j, which is read", (expiry, endsOn) => {
    const [found] = read(`${DATED}https://dub.sh/one,https://example.org/,One,${expiry}\n`, GOOGLE).campaigns;
    expect([found?.draft.endsOn, found?.notes]).toEqual([endsOn, []]);
  });

  test.each(["12/24/2026", "3-1-2027", "31-12-26", "2026-02-30", "20261224", "2026-12-245", "2 days", "1798070400"])(
    "the expiry %j",
    (expiry) => {
      const [found] = read(`${DATED}https://dub.sh/one,https://example.org/,One,${expiry}\n`, GOOGLE).campaigns;
      expect(found?.draft.endsOn).toBe(null);
      expect(found?.notes).toEqual([{ code: "link-expiry", params: { text: expiry } }]);
    },
  );

  test("the end of a title that is too long", () => {
    const [long, fits] = read(
      `${HEADER}long,https://example.org/,${"é".repeat(101)}\nfits,https://example.org/,${"é".repeat(100)}\n`,
      GOOGLE,
    ).campaigns;
    expect([long?.draft.name, long?.notes]).toEqual(["é".repeat(100), [{ code: "link-title-cut", params: { max: 100 } }]]);
    expect([fits?.draft.name, fits?.notes]).toEqual(["é".repeat(100), []]);
  });
});

test.each([
  [BITLY, ["Created", "Total Engagements"]],
  [DUB, ["Clicks", "Created at"]],
  [DUB_API, ["id", "domain", "geo.AL", "clicks", "lastClicked", "user.email"]],
  [SHLINK, ["createdAt", "domain", "visits"]],
  [YOURLS, ["timestamp", "ip", "clicks"]],
  [KUTT, ["id", "visit_count", "created_at"]],
])("the columns of which nothing is taken are named: %#", (text, columns) => {
  expect(read(text, GOOGLE).columnsLeftOut).toEqual(columns);
});

test("an export, and a log of clicks, are told from a file of Fivebar's own", () => {
  for (const text of [BITLY, BITLY_API, DUB, DUB_API, SHLINK, YOURLS, KUTT, ...Object.values(CLICK_LOGS)])
    expect(isExport(text)).toBe(true);
  for (const header of [COLUMN_NAMES.join(","), "name,channel,destination,country", "name,colour", ""])
    expect(isExport(header)).toBe(false);
});

describe("a file is refused whole", () => {
  test.each(Object.entries(CLICK_LOGS))("when it is a log of clicks: %s", (_, text) => {
    expect(readExport(text, GOOGLE)).toMatchObject({
      ok: false,
      error: { errors: [{ code: "click-log" }] },
    });
  });

  test.each(["", "\n\n", "name,channel\nx,google\n", "\u0000\u0001", '"', `${HEADER}"fine,https://example.org/`])("such as %j", (text) => {
    expect(readExport(text, GOOGLE).ok).toBe(false);
  });
});

test("the columns that docs/MOVING_IN.md names for each service are those of its format", async () => {
  const text = await readFile(new URL("../../../docs/MOVING_IN.md", import.meta.url), "utf8");
  const services = [...text.matchAll(/^\| (Bitly|Dub|Shlink|YOURLS|Kutt) \|.*\| (.*) \|$/gm)];
  expect(services).toHaveLength(EXPORT_FORMATS.length);
  for (const [, service = "", cell = ""] of services) {
    for (const columns of cell.split(/; or/)) {
      const header = [...columns.matchAll(/`([^`]+)`/g)].map(([, name]) => name).join(",");
      expect([service, header, read(header).format]).toEqual([service, header, service.toLowerCase()]);
    }
  }
});

test("nothing about visits gets into the result", () => {
  const found = [BITLY, DUB, DUB_API, SHLINK, YOURLS, KUTT].map((text) => ({ text, result: read(text, GOOGLE) }));
  // Of the columns that stay behind, the names and nothing below them.
  for (const { text, result } of found) expect(text.split("\n")[0]).toContain(result.columnsLeftOut.at(-1));
  const all = found.map(({ result }) => JSON.stringify({ ...result, columnsLeftOut: null })).join("\n");
  for (const trace of ["120", "88", "3000", "51", "192.0.2.7", "ann@", "2025-03-01", "lastClicked"]) expect(all).not.toContain(trace);
});

test("each row of any file is a campaign or left out with a reason, and no two campaigns share a slug", { timeout: 60_000 }, () => {
  const cell = fc.oneof(
    fc.constantFrom("one", "ONE", "two", "https://example.org/", "", '"', "x,y", "a\nb"),
    fc.string({ unit: "binary", maxLength: 12 }),
  );
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const property = fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }), (rows) => {
    const lines = rows.map((cells) => cells.map(quoted).join(","));
    const { campaigns, leftOut } = read(`${HEADER}${lines.join("\n")}`, GOOGLE);
    const blank = rows.filter((cells) => cells.every((text) => text.trim() === "")).length;
    expect(campaigns.length + leftOut.length + blank).toBe(rows.length);
    expect(new Set(campaigns.map(({ draft }) => draft.slug)).size).toBe(campaigns.length);
    for (const { why } of leftOut) expect(english(why)).not.toBe("");
  });
  fc.assert(property, { numRuns: 300 });
});
