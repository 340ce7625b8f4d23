/** Many campaigns in one request, from JSON and from the files that spreadsheets write: all of them or none. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Campaign, type CampaignList, pathsOf, readProblem } from "../setup/answers.ts";
import { ADMIN_KEY, type Answer, discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker();
});
afterAll(() => discard(tracker));

async function current(): Promise<readonly Campaign[]> {
  return (await tracker.api<CampaignList>("GET", "/campaigns")).body.campaigns;
}

afterEach(async () => {
  for (const { slug } of await current()) await tracker.api("DELETE", `/campaigns/${slug}`);
});

const CSV = { "content-type": "text/csv" };
const A = { name: "One", channel: "tiktok", destination: "https://example.org/1" };
const B = { name: "Two", channel: "google", destination: "https://example.org/2" };

function sendJson(rows: unknown): Promise<Answer<CampaignList>> {
  return tracker.api<CampaignList>("POST", "/campaigns/bulk", rows);
}

function sendCsv(text: string): Promise<Answer<CampaignList>> {
  return tracker.api<CampaignList>("POST", "/campaigns/bulk", text, CSV);
}

async function sendBytes(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": contentType };
  const response = await fetch(`${tracker.origin}/api/v1/campaigns/bulk`, { method: "POST", headers, body });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Sends `text` and gives the campaigns it made. */
async function made(text: string): Promise<readonly Campaign[]> {
  const answer = await sendCsv(text);
  expect(answer).toMatchObject({ status: 201 });
  expect(answer.body.campaigns).toEqual(await current());
  return answer.body.campaigns;
}

describe("JSON", () => {
  test("all rows are made, in their order", async () => {
    const answer = await sendJson([{ ...A, slug: "first-1" }, B]);
    expect(answer.status).toBe(201);
    expect(answer.body.campaigns).toMatchObject([{ ...A, slug: "first-1" }, B]);
    expect(await current()).toEqual(answer.body.campaigns);
  });

  test("rows with the same name get slugs of their own", async () => {
    const { campaigns } = (
      await sendJson([
        { ...A, name: "Same" },
        { ...B, name: "Same" },
      ])
    ).body;
    expect(new Set(campaigns.map(({ slug }) => slug)).size).toBe(2);
  });

  test.each([
    ["a bad field", [A, { ...B, destination: "nowhere" }], 400, ["1.destination"]],
    [
      "bad fields in several rows",
      [{ ...A, name: "" }, B, { ...B, startsOn: "1 May", extra: 1 }],
      400,
      ["0.name", "2.startsOn", "2.extra"],
    ],
    ["a field inside a specification", [A, { ...B, spec: { regions: ["Utrecht", 7] } }], 400, ["1.spec.regions.1"]],
    ["a channel that does not exist", [A, { ...B, channel: "radio" }], 400, ["1.channel"]],
    ["a reserved slug", [A, { ...B, slug: "about" }], 400, ["1.slug"]],
    ["a slug given twice", [A, { ...A, slug: "twice" }, { ...B, slug: "TWICE" }], 409, ["2.slug"]],
    [
      "a slug given twice behind another fault",
      [
        { ...A, channel: "radio" },
        { ...A, slug: "twice" },
        { ...B, slug: "twice" },
      ],
      400,
      ["0.channel", "2.slug"],
    ],
    ["a row that is no object", [A, "name"], 400, ["1"]],
    ["no row", [], 400, [""]],
    ["257 rows", Array.from({ length: 257 }, () => A), 400, [""]],
    ["no list", A, 400, [""]],
  ])("with %s nothing is made, and the answer says where", async (_, rows, status, paths) => {
    expect(pathsOf(readProblem(await sendJson(rows), status)).sort()).toEqual([...paths].sort());
    expect(await current()).toEqual([]);
  });

  test("a slug that stands twice is not called taken: nothing was made", async () => {
    const { errors } = readProblem(
      await sendJson([
        { ...A, slug: "twice" },
        { ...B, slug: "twice" },
      ]),
      409,
    );
    expect(errors).toEqual([{ path: "1.slug", message: '"twice" stands twice in this list', code: "slug-twice" }]);
  });
});

describe("CSV", () => {
  test("every column fills its field, and an empty cell leaves it out", async () => {
    const columns = "slug,name,channel,destination,startsOn,endsOn,thanksUrl,countRepeats,notes,spec.published,spec.description";
    const more = "spec.ageFrom,spec.ageTo,spec.regions,spec.languages,spec.interests,spec.budgetEuros,spec.paidBy";
    const row = "full,Full,tiktok,https://example.org/,2026-01-01,2199-01-02,https://example.org/t,FALSE,Note,true,Young voters";
    const rows = `${columns},${more}\n${row},16,25,Utrecht | Gelderland,nl,politics|news,12.50,Members\n,Bare,google,https://example.org/${",".repeat(14)}\n`;
    expect(await made(rows)).toMatchObject([
      {
        slug: "full",
        name: "Full",
        channel: "tiktok",
        destination: "https://example.org/",
        startsOn: "2026-01-01",
        endsOn: "2199-01-02",
        thanksUrl: "https://example.org/t",
        countRepeats: false,
        notes: "Note",
        spec: {
          published: true,
          description: "Young voters",
          ageFrom: 16,
          ageTo: 25,
          regions: ["Utrecht", "Gelderland"],
          languages: ["nl"],
          interests: ["politics", "news"],
          budgetEuros: 12.5,
          paidBy: "Members",
        },
      },
      { slug: "bare", startsOn: null, thanksUrl: null, countRepeats: true, notes: null, spec: null },
    ]);
  });

  const PLAIN = "name,channel,destination\nOne,tiktok,https://example.org/1\nTwo,google,https://example.org/2\n";
  test.each([
    ["lines ended by LF", PLAIN],
    ["lines ended by CRLF", PLAIN.replaceAll("\n", "\r\n")],
    ["no end of the last line", PLAIN.trimEnd()],
    ["a byte order mark", `\ufeff${PLAIN}`],
    ["semicolons", PLAIN.replaceAll(",", ";")],
    ["tabs", PLAIN.replaceAll(",", "\t")],
    ["empty lines", `${PLAIN.replaceAll("\n", "\n\n")},,\n`],
    ["spaces around cells", PLAIN.replaceAll(",", " , ")],
    ["all cells quoted", PLAIN.replaceAll(/[^,\n]+/g, '"$&"')],
    [
      "all of a spreadsheet's habits at once",
      `\ufeff${PLAIN.replaceAll(/[^,\n]+/g, '"$&"')
        .replaceAll(",", ";")
        .replaceAll("\n", "\r\n")}`,
    ],
  ])("a file with %s is read", async (_, text) => {
    expect(await made(text)).toMatchObject([A, B]);
  });

  test("quoted cells keep separators, line breaks and doubled quotation marks", async () => {
    const [campaign] = await made('name,channel,destination,notes\n"Say ""no"", now",tiktok,https://example.org/,"one\r\ntwo, three"\n');
    expect(campaign).toMatchObject({ name: 'Say "no", now', notes: "one\r\ntwo, three" });
  });

  test("commas in the cells of a semicolon file are text, however many", async () => {
    const [campaign] = await made("name;channel;destination;notes\nOne;tiktok;https://example.org/;a, b, c, d, e, f, g, h\n");
    expect(campaign).toMatchObject({ notes: "a, b, c, d, e, f, g, h" });
  });

  test.each([
    ["bad fields", "name,channel,destination\nOne,tiktok,https://example.org/\n,tiktok,nowhere\n", ["1.destination", "1.name"]],
    ["words for numbers", "name,channel,destination,spec.ageFrom\nOne,tiktok,https://example.org/,young\n", ["0.spec.ageFrom"]],
    ["words for yes", "name,channel,destination,countRepeats\nOne,tiktok,https://example.org/,misschien\n", ["0.countRepeats"]],
    ["a column missing", "name,channel\nOne,tiktok\n", ["0.destination"]],
    ["unknown columns", "name,channel,destination,Budget,status\nOne,tiktok,https://example.org/,5,live\n", ["Budget", "status"]],
    ["__proto__ for a column", "name,channel,destination,__proto__\nOne,tiktok,https://example.org/,5\n", ["__proto__"]],
    ["toString for a column", "name,channel,destination,toString\nOne,tiktok,https://example.org/,5\n", ["toString"]],
    ["a column given twice", "name,channel,destination,name\nOne,tiktok,https://example.org/,Two\n", ["name"]],
    ["a cell too many", "name,channel,destination\nOne,tiktok,https://example.org/\nTwo, three,tiktok,https://example.org/\n", ["1"]],
    ["a cell too few", "name,channel,destination\nOne,tiktok\n", ["0"]],
    ["a quotation mark left open", 'name,channel,destination\nOne,tiktok,"https://example.org/\n', ["0"]],
    ["the names of columns only", "name,channel,destination\n", [""]],
    ["nothing", "", [""]],
    ["257 rows", `name,channel,destination\n${"One,tiktok,https://example.org/\n".repeat(257)}`, [""]],
  ])("of a file with %s nothing is made, and the answer says where", async (_, text, paths) => {
    expect(pathsOf(readProblem(await sendCsv(text), 400)).sort()).toEqual([...paths].sort());
    expect(await current()).toEqual([]);
  });

  test("rows with a comma too many are named in a file with lists, too", async () => {
    const rows =
      "One, more,tiktok,https://example.org/,x|y|z\nTwo,tiktok,https://example.org/,x|y|z\nThree, more,tiktok,https://example.org/,x|y|z\n";
    expect(pathsOf(readProblem(await sendCsv(`name,channel,destination,spec.regions\n${rows}`), 400))).toEqual(["0", "2"]);
  });

  test.each([
    ["Windows-1252", Buffer.from("name,channel,destination\nCafé,tiktok,https://example.org/\n", "latin1")],
    ["UTF-16", Buffer.from("\ufeffname\tchannel\tdestination\nCafé\ttiktok\thttps://example.org/\n", "utf16le")],
    ["UTF-8, in capitals, with the channel's name", Buffer.from("NAME;CHANNEL;DESTINATION\nCafé;TikTok;https://example.org/\n")],
  ])("a file in %s is read with its letters as they are", async (_, bytes) => {
    expect((await sendBytes(new Uint8Array(bytes), "text/csv")).status).toBe(201);
    expect((await current()).map(({ name, channel }) => [name, channel])).toEqual([["Café", "tiktok"]]);
  });
});

test.each(["text/plain", "application/xml", "multipart/form-data; boundary=x", "text/csvx"])("%s is neither", async (contentType) => {
  const { detail } = readProblem(await tracker.api("POST", "/campaigns/bulk", "[]", { "content-type": contentType }), 415);
  expect(detail).toContain("application/json or text/csv");
});
