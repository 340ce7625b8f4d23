/** The rules' messages in Dutch: every one that a form can bring about is translated, and none falls back to English. */
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { fieldError } from "../../src/staff/http/input.ts";
import { readExport } from "../../src/staff/import/links.ts";
import { newCampaign, newChannel, newKeyBody, newMember } from "../../src/staff/openapi/request_schemas.ts";
import { problemText } from "../../src/staff/ui/messages/problems.ts";
import { CLICK_LOGS } from "./exports.ts";
import { channelId } from "./given.ts";

const GOOD = { name: "Ad", channel: "tiktok", destination: "https://example.org/join" };
const campaign = newCampaign(["example.org", "*.example.net"]);

/** Words that an English message has and a Dutch one does not. */
const ENGLISH = /\b(must|the|with|not|at most|which|looks|there|choose|is no)\b/i;

function messagesOf(schema: v.GenericSchema, input: unknown): string[] {
  const result = v.safeParse(schema, input);
  return result.success ? [] : result.issues.map((issue) => fieldError(issue).message);
}

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
  `,noted,https://example.org/,${"x".repeat(101)},google,,,24-12-2026`,
  ",full,https://example.org/,,google,,,",
].join("\n");

describe("in Dutch", () => {
  test("why links of another service stay behind, and what of one does", () => {
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
    const messages = [...leftOut.map(({ why }) => why.message), ...campaigns.flatMap(({ notes }) => notes)];
    expect([leftOut.length, messages.length]).toEqual([12, 14]);
    const refused = Object.values(CLICK_LOGS).map((log) =>
      JSON.stringify(readExport(log, { channels: [], defaultChannel: null, allowedHosts: [] })),
    );
    const whole = refused.map((text) => /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? "");
    for (const message of [...messages, ...whole, "row 4 has a quotation mark that is not closed or not doubled"]) {
      expect(problemText("nl", message)).not.toBe(message);
      expect(problemText("nl", message)).not.toMatch(ENGLISH);
    }
  });

  test.each(BAD_CAMPAIGNS)("what is wrong with %j", (change) => {
    const messages = messagesOf(campaign, { ...GOOD, ...change });
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) {
      const dutch = problemText("nl", message);
      expect(dutch).not.toBe(message);
      expect(dutch).not.toMatch(ENGLISH);
      expect(problemText("en", message)).toBe(message);
    }
  });

  test.each([
    [newMember, { email: "nobody", role: "reader" }],
    [newMember, { email: "jan\u200b@example.org", role: "reader" }],
    [newMember, { email: "a@example.org", role: "site" }],
    [newKeyBody, { name: "", role: "reader" }],
    [newKeyBody, { name: "Website", role: "boss" }],
    [newChannel, { id: "x", name: "" }],
  ])("what is wrong with %#", (schema, input) => {
    expect(messagesOf(schema, input)).not.toEqual([]);
    for (const message of messagesOf(schema, input)) expect(problemText("nl", message)).not.toMatch(ENGLISH);
  });

  test.each([
    ['there is no channel "radio"; the channels are tiktok, google', "het kanaal ‘radio’ is er niet; de kanalen zijn tiktok, google"],
    ['"summer" stands twice in this list', "‘summer’ staat twee keer in deze lijst"],
    [
      '"summer" is taken; a slug stays its campaign’s, also after that was archived',
      "‘summer’ is al gebruikt; kies een andere, want een code blijft van haar campagne, ook na het archiveren",
    ],
    ['"about" is reserved for Fivebar itself; choose another slug', "‘about’ is van Fivebar zelf; kies een andere code"],
    ["no slug can be made from this name; enter one", "van deze naam is geen code te maken; vul er zelf een in"],
    [
      "there can be at most 256 campaigns, so that no person can be given a link of their own; archive one first",
      "er kunnen hoogstens 256 campagnes zijn, zodat niemand een eigen link kan krijgen; archiveer er eerst een",
    ],
    ['there is a key named "Website" already', "er is al een sleutel met de naam ‘Website’"],
    [
      "the report would have more than 20000 rows; choose a longer interval or fewer days",
      "dit zouden meer dan 20000 regels worden; kies minder dagen",
    ],
    ["must not contain , or |, which stand between entries", "mag geen , of | bevatten: die staan tussen twee onderdelen"],
    [
      "the report would be made of too many counts; choose a longer interval or fewer days",
      "dit rapport zou uit te veel aantallen bestaan; kies minder dagen",
    ],
    [
      '"Admin Key" is the name of the key in the configuration; choose another',
      "‘Admin Key’ heet de sleutel van de configuratie al; kies een andere naam",
    ],
    ["must not contain @: the history names members by their address", "mag geen @ bevatten: zo noemt de geschiedenis leden"],
    [
      'there was a key named "Noor", and the history still names it; choose another',
      "er is een sleutel ‘Noor’ geweest die nog in de geschiedenis staat; kies een andere naam",
    ],
    [
      "at most 30 characters with these channels, whose names are added",
      "mag met deze kanalen hoogstens 30 tekens lang zijn, want de naam van het kanaal komt erachter",
    ],
    ["the form cannot be read", "het formulier is niet te lezen"],
    ['there is a channel named "Radio" already', "er is al een kanaal ‘Radio’"],
  ])("what the registry says: %s", (message, dutch) => {
    expect(problemText("nl", message)).toBe(dutch);
  });
});
