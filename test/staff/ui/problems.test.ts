/** Problems as sentences: each code has one in either language, and each rule of a form has a code. */
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import type { ApiProblems, ProblemParams } from "../../../src/domain/problem_codes.ts";
import { type Fault, fault } from "../../../src/domain/problems.ts";
import { newCampaign } from "../../../src/staff/campaigns/campaign_schema.ts";
import { fieldError } from "../../../src/staff/http/input.ts";
import { readExport } from "../../../src/staff/import/links.ts";
import { PROBLEM_EXAMPLES } from "../../../src/staff/openapi/problem_codes.ts";
import { newChannel, newKeyBody, newMember } from "../../../src/staff/openapi/request_schemas.ts";
import { sentence } from "../../../src/staff/ui/messages/problems.ts";
import { remedyFault, remedyFor } from "../../../src/storage/installation.ts";
import { channelId } from "../../domain/given.ts";
import { CLICK_LOGS } from "../import/exports.ts";

const GOOD = { name: "Ad", channel: "tiktok", destination: "https://example.org/join" };
const campaign = newCampaign(["example.org", "*.example.net"]);

/** Words that an English message has and a Dutch one does not. */
const ENGLISH = /\b(must|the|with|not|at most|which|looks|there|choose|is no)\b/i;

function faultsOf(schema: v.GenericSchema, input: unknown): Fault[] {
  const result = v.safeParse(schema, input);
  return result.success ? [] : result.issues.map(fieldError);
}

/** What the dashboard says, and the API never does. */
const NOT_IN_THE_API: Omit<ProblemParams, keyof ApiProblems> = {
  "link-archived": {},
  "link-with-password": {},
  "link-code": { text: "A_B" },
  "link-code-slash": { text: "nl/summer" },
  "link-code-changed": { text: "42", link: "0042" },
  "link-code-like-day": { slug: "01-02-26" },
  "link-unknown-word": { text: "perhaps" },
  "link-loop": { link: "s.example.org/summer" },
  "link-same-host": { host: "s.example.org" },
  "link-open-end": {},
  "link-windows-1252": {},
  "link-title-personal": { resembles: "email" },
  "link-without-channel": {},
  "link-code-twice": { slug: "summer", row: 3 },
  "link-without-room": { max: 256 },
  "link-expiry": { text: "24-12-2026" },
  "link-title-cut": { max: 100 },
  "ad-row-total": {},
  "ad-row-empty": {},
  "ad-row-nameless": {},
  "ad-row-personal": {},
  "ad-adds-up": { rows: 2 },
  "ad-no-total": {},
  "ad-open-end": {},
  "ad-last-day-uneven": { day: "2026-10-05" },
  "ad-removed-campaigns": {},
  "ad-no-rows": {},
  "ad-same-rows": { row: 3, other: 2 },
  "ad-other-sheets": { sheets: 2 },
  "ad-windows-1252": {},
  "ad-ids-lost": {},
  "ad-clicks-unknown": {},
  "ad-reach-added": {},
  "ad-days-utc": {},
  "ad-days-no-summer-time": {},
  "ad-incomplete": {},
  "ad-last-day": { day: "2026-10-05" },
  "ad-audience-only": {},
  "ad-audience-by-day": {},
  "ad-audience-short": { days: 7 },
  "ad-audience-crossed": {},
  "ad-no-campaign": { slug: "fix-tiktok" },
  "ad-not-ours": { name: "Spring reel" },
  "ad-other-name": { name: "Spring reel", other: "Spring" },
  "ad-days-differ": { name: "Spring reel", from: "2026-10-01", to: "2026-10-31" },
  "form-unreadable": {},
  "form-unknown-field": {},
  "form-too-many-fields": { max: 128 },
  "form-no-channel": {},
  "form-same-name": { slug: "spring", channel: "TikTok" },
  "form-completed": {},
  "form-amount": {},
  "form-period": {},
  "form-redirector": {},
  "form-own-member": {},
  "form-slug-too-long": { max: 30 },
  "group-size-locked": { released: 5 },
  "formal-locked": {},
  "counts-lost": { shard: "visits-0" },
  "registry-lost": { shard: "visits-0" },
  "counts-foreign": { shard: "visits-0" },
  "newer-data": { version: "0.2.0", object: "registry", schema: 9, known: 8 },
};

function expectDutch(one: Fault): void {
  const [dutch, english] = [sentence("nl", one), sentence("en", one)];
  expect(dutch).not.toBe(english);
  expect(dutch).not.toMatch(ENGLISH);
  expect(`${dutch} ${english}`).not.toMatch(/undefined|\[object|\{"/);
}

/** Sentences of a code beside that of its example. */
const OTHER_SENTENCES: readonly Fault[] = [
  ...(["total", "cells"] as const).map((what) => fault("truncated", { row: 3, what })),
  ...(["amount", "cells", "formula", "above"] as const).map((what) => fault("changed-by-spreadsheet", { row: 3, what })),
  fault("ambiguous-numbers", { row: 3, what: "none" }),
  ...(["none", "outside"] as const).map((what) => fault("ambiguous-dates", { row: 3, what })),
];

test("sentences of a code that has several are in either language", () => {
  for (const one of OTHER_SENTENCES) expectDutch(one);
});

test.each(Object.entries({ ...PROBLEM_EXAMPLES, ...NOT_IN_THE_API }))("%s is a sentence in either language", (code, params) => {
  expectDutch({ code, params } as Fault);
});

const BAD_CAMPAIGNS: readonly Record<string, unknown>[] = [
  ...["", "x".repeat(101), "a\nb", undefined, 5].map((name) => ({ name })),
  ...["", "A B", "x", "x".repeat(300)].map((slug) => ({ slug })),
  ...["", "R!", "x"].map((channel) => ({ channel })),
  ...[
    "",
    "example.org",
    "http://example.org/",
    "https://a:b@example.org/",
    "https://other.org/",
    "https://example.org/ x",
    "https://example..org/",
  ].map((destination) => ({ destination })),
  ...[
    "fbclid=1",
    "m=a@example.org",
    "id=8400b3f1-7f5e-4f0a-9d2e-0c5f6a1b2c3d",
    "n=123456789",
    "t=a1b2c3d4e5f6g7h8",
    "p=06-12-34-56-78",
  ].map((query) => ({
    destination: `https://example.org/?${query}`,
  })),
  { destination: `https://example.org/${"x".repeat(2_000)}` },
  { startsOn: "2026-02-30" },
  { startsOn: "2026-03-01", endsOn: "2026-02-01" },
  { notes: "x".repeat(2_001) },
  { notes: "\u0000" },
  ...[{ ageFrom: 121 }, { ageFrom: 1.5 }, { ageFrom: "old" }, { ageFrom: 30, ageTo: 20 }, { budgetEuros: -1 }, { budgetEuros: 2e9 }].map(
    (spec) => ({ spec }),
  ),
  { spec: { regions: Array(21).fill("Utrecht") } },
  { countRepeats: "perhaps" },
];

/** Rows of an export, each left out, or noted, for another reason. */
const LINKS = [
  "link,key,url,title,tags,archived,password,expiresAt",
  ",archived,https://example.org/,,google,true,,",
  ",locked,https://example.org/,,google,,yes,",
  ",no_slug,https://example.org/,,google,,,",
  ",about,https://example.org/,,google,,,",
  ",titled,https://example.org/,For ann@example.org,google,,,",
  ",homeless,https://example.org/,,,,,",
  ",same,https://example.org/,,google,,,",
  ",SAME,https://example.org/,,google,,,",
  ",nowhere,,,google,,,",
  ",back,https://go.example.org/same,,google,,,",
  ",taken,https://example.org/,,google,,,",
  ",short,https://example.org/",
  `,noted,https://example.org/,${"x".repeat(101)},google,,,3-1-2027`,
  ",full,https://example.org/,,google,,,",
].join("\n");

describe("in Dutch", () => {
  test("why a link of another service, or a part of it, stays behind", () => {
    const found = readExport(LINKS, {
      channels: [{ id: channelId("google"), name: "Google" }],
      defaultChannel: null,
      allowedHosts: [],
      ownOrigins: ["https://go.example.org"],
      taken: new Set(["taken"]),
      room: 2,
    });
    if (!found.ok) throw new Error("not read");
    const { campaigns, leftOut } = found.value;
    const faults = [...leftOut.map(({ why }) => why), ...campaigns.flatMap(({ notes }) => notes)];
    expect([leftOut.length, faults.length]).toEqual([12, 14]);
    for (const one of faults) expectDutch(one);
    for (const log of Object.values(CLICK_LOGS)) {
      const refused = readExport(log, { channels: [], defaultChannel: null, allowedHosts: [] });
      expect(refused).toMatchObject({ ok: false, error: { errors: [{ code: "click-log" }] } });
    }
  });

  test.each(BAD_CAMPAIGNS)("what is wrong with %j", (change) => {
    const faults = faultsOf(campaign, { ...GOOD, ...change });
    expect(faults.length).toBeGreaterThan(0);
    for (const one of faults) expectDutch(one);
  });

  test.each([
    [newMember, { email: "nobody", role: "reader" }],
    [newMember, { email: "jan\u200b@example.org", role: "reader" }],
    [newMember, { email: "a@example.org", role: "site" }],
    [newKeyBody, { name: "", role: "reader" }],
    [newKeyBody, { name: "Website", role: "boss" }],
    [newChannel, { id: "x", name: "" }],
  ])("what is wrong with %#", (schema, input) => {
    expect(faultsOf(schema, input)).not.toEqual([]);
    for (const one of faultsOf(schema, input)) {
      expectDutch(one);
      expect(one.code).not.toBe("wrong-type");
    }
  });

  test.each([
    [fault("slug-twice", { slug: "summer" }), "‘summer’ staat twee keer in deze lijst"],
    [fault("too-large", { max: 1e9 }), "mag hoogstens 1.000.000.000 zijn"],
    [fault("personal", { parameter: null }), "lijkt een e-mailadres te bevatten; een link is voor iedereen die de advertentie ziet"],
    [fault("open-quotation", { row: 4 }), "rij 4 heeft een aanhalingsteken dat niet gesloten of verdubbeld is"],
    [fault("wrong-type", { expected: ["string", "null"], received: "7" }), "moet tekst of null zijn"],
  ])("%j", (one, dutch) => {
    expect(sentence("nl", one)).toBe(dutch);
  });
});

test("what storage throws about lost and foreign data is the same sentence in the API", () => {
  for (const [finding, isNew] of [
    ["lost", false],
    ["foreign", true],
    ["foreign", false],
  ] as const) {
    const remedy = remedyFor("visits-0", finding, isNew);
    expect(sentence("en", remedyFault(`Error: ${remedy}`))).toBe(remedy);
  }
});

test("what was sent is quoted no longer than a paragraph", () => {
  const long = fault("wrong-type", { expected: ["number"], received: "x".repeat(100_000) });
  expect(sentence("en", long).length).toBeLessThanOrEqual(501);
});
