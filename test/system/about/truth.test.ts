/** `/about` is true whatever was configured and changed: the size of groups in force, thanks links, who may find it, how to check it. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NOON_ZONE } from "../setup/noon.ts";
import { discard, startTracker, Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
beforeEach(async () => {
  tracker = await startTracker();
  await tracker.createCampaign("shown", { spec: { published: true } });
});
afterEach(() => discard(tracker));

async function restart(env: Record<string, string>): Promise<void> {
  await tracker.stop();
  tracker = new Tracker(tracker.dataDir, env);
  await tracker.start();
}

const pageOf = async (path: string): Promise<string> => (await tracker.visit(path, { headers: { "accept-language": "en" } })).text();
const groupSizes = async () => [
  ...(await Promise.all(["/about", "/about/shown"].map(async (path) => /whole groups of (\d+)/.exec(await pageOf(path))?.[1]))),
  String(JSON.parse(await pageOf("/about.json")).groupSize),
];

test("it states the size of groups that figures keep to, also where a change of it was refused", async () => {
  await restart({ GROUP_SIZE: "6" });
  expect(await groupSizes(), "before the first figures").toEqual(["6", "6", "6"]);
  await tracker.report();
  await restart({ GROUP_SIZE: "9" });
  expect((await tracker.api("GET", "/report")).status).toBe(500);
  expect(await groupSizes(), "after a refused change").toEqual(["6", "6", "6"]);
});

test("it tells of thanks links while a campaign has one, on the campaign's page and to programs too", async () => {
  const told = async () => [
    (await pageOf("/about")).includes("Some campaigns do not report signups themselves"),
    (await pageOf("/about/shown")).includes("past a thank-you link on this domain"),
    JSON.parse(await pageOf("/about.json")).campaigns[0].thanksLink,
  ];
  expect(await told()).toEqual([false, false, false]);
  await tracker.api("PATCH", "/campaigns/shown", { thanksUrl: "https://example.org/thanks" });
  expect(await told()).toEqual([true, true, true]);
  await tracker.api("PATCH", "/campaigns/shown", { thanksUrl: null });
  expect(await told()).toEqual([false, false, false]);
});

test("search engines may show what robots.txt lets them read, and nothing that is missing", async () => {
  expect(await pageOf("/robots.txt")).toContain("Allow: /about\n");
  for (const path of ["/about", "/about/shown"]) expect(await pageOf(path)).not.toContain("noindex");
  for (const path of ["/about/unknown", "/no-such-link"]) expect(await pageOf(path)).toContain('<meta name="robots" content="noindex">');
});

test("it says how to check it, and marks what marketers wrote as no known language", async () => {
  await tracker.createCampaign("told", { name: "Zomer", spec: { published: true, description: "Over je gegevens" } });
  const page = await pageOf("/about");
  for (const said of ["Check it yourself", "/about.json", "“doctor”", "to tell robots apart"]) expect(page).toContain(said);
  expect(page).toMatch(/lang="">Zomer<.*<p lang="">Over je gegevens</s);
});

/** Text and addresses of links in what `/about` says in `language` of who runs it and of its code, each paragraph a line. */
async function toldOf(language: "nl" | "en"): Promise<string> {
  const page = await (await tracker.visit(`/about?lang=${language}`)).text();
  const paragraphs = [...page.matchAll(/<p>(.*?)<\/p>/g)].map(([, text = ""]) => text.replace(/<a href="(.*?)">(.*?)<\/a>/g, "$2 ($1)"));
  return paragraphs.filter((text) => /beheer|runs|\bask\b|vragen/.test(text) && !text.includes("doctor")).join("\n");
}

const OPERATOR = "Vrienden & Co. B.V.";
const PRIVACY_URL = "https://example.org/privacy?a=1&b=2";
const SOURCE_URL = "https://code.example.org/tree/4f2c9be0a1d34c5e8f7a6b5c4d3e2f1a0b9c8d7e";

// biome-ignore format: one line for each language
test.each<[Record<string, string>, string, string]>([
  [{}, "In de privacyverklaring van de website waar de link heen leidt, hoort te staan wie dit domein beheert en waar u met vragen terechtkunt.",
    "The privacy statement of the website to which the link leads should say who runs this domain and where you can ask questions."],
  [{ OPERATOR }, "Vrienden &#38; Co. B.V. beheert dit domein. In de privacyverklaring van de website waar de link heen leidt, hoort te staan waar u met vragen terechtkunt.",
    "Vrienden &#38; Co. B.V. runs this domain. The privacy statement of the website to which the link leads should say where you can ask questions."],
  [{ PRIVACY_URL }, "De privacyverklaring (https://example.org/privacy?a=1&#38;b=2) zegt wie dit domein beheert en waar u met vragen terechtkunt.",
    "The privacy statement (https://example.org/privacy?a=1&#38;b=2) says who runs this domain and where you can ask questions."],
  [{ OPERATOR, PRIVACY_URL, SOURCE_URL }, `Vrienden &#38; Co. B.V. beheert dit domein. De privacyverklaring (https://example.org/privacy?a=1&#38;b=2) zegt waar u met vragen terechtkunt.\nDe code die hier volgens de beheerder draait (${SOURCE_URL}). Van buitenaf is dat niet na te gaan.`,
    `Vrienden &#38; Co. B.V. runs this domain. The privacy statement (https://example.org/privacy?a=1&#38;b=2) says where you can ask questions.\nThe code that runs here, according to its operator (${SOURCE_URL}). Nobody can verify that from outside.`],
])("with %j it says who runs the domain, where to ask and what code runs, as far as that is set", async (env, nl, en) => {
  await restart(env);
  expect([await toldOf("nl"), await toldOf("en")]).toEqual([nl, en]);
  const { operator, privacyUrl, sourceUrl } = JSON.parse(await pageOf("/about.json"));
  expect([operator, privacyUrl, sourceUrl]).toEqual([env.OPERATOR ?? null, env.PRIVACY_URL ?? null, env.SOURCE_URL ?? null]);
});

/** The exact totals by kind that the shards have on disk. */
async function storedTotals(): Promise<Record<string, number>> {
  const folder = join(tracker.dataDir, "objects", "fivebar-shard");
  const totals: Record<string, number> = {};
  for (const name of (await readdir(folder)).filter((one) => one.endsWith(".sqlite") && one !== "metadata.sqlite")) {
    const database = new DatabaseSync(join(folder, name), { readOnly: true });
    for (const { kind, total } of database.prepare("SELECT kind, total FROM tallies").all()) totals[String(kind)] = Number(total);
    database.close();
  }
  return totals;
}

// biome-ignore format: one line for each configuration
test.each<["live" | "hourly" | "daily", "live" | "daily", string, string]>([
  ["live", "daily", "Bezoeken zijn in de loop van de dag te zien, aanmeldingen pas na het einde van de dag.", "Visits can be seen while the day runs, signups only after the end of the day."],
  ["daily", "daily", "Bezoeken zijn pas na het einde van de dag te zien, aanmeldingen ook.", "Visits can be seen only after the end of the day, signups too."],
  ["hourly", "daily", "Bezoeken zijn na elk heel uur te zien, aanmeldingen pas na het einde van de dag.", "Visits can be seen after each full hour, signups only after the end of the day."],
  ["live", "live", "Bezoeken zijn in de loop van de dag te zien, aanmeldingen ook.", "Visits can be seen while the day runs, signups too."],
  ["daily", "live", "Bezoeken zijn pas na het einde van de dag te zien, aanmeldingen in de loop van de dag.", "Visits can be seen only after the end of the day, signups while the day runs."],
])("visits %s, signups %s: it says when staff see them, and that whoever runs the server sees exact numbers, and both are so", async (visits, signups, nl, en) => {
  await restart({ VISIT_RELEASE: visits, SIGNUP_RELEASE: signups, TIME_ZONE: NOON_ZONE });
  for (let visit = 0; visit < 7; visit += 1) await tracker.visit("/shown");
  await tracker.api("POST", "/signups", { campaign: "shown", count: 7 });
  await tracker.stop();
  expect(await storedTotals()).toEqual({ visit: 7, signup: 7 });
  await tracker.start();
  const { totals } = await tracker.report();
  expect([totals.visits, totals.signups]).toEqual([visits === "live" ? 5 : 0, signups === "live" ? 5 : 0]);
  for (const said of [nl, "kan in de database de precieze aantallen lezen"]) expect(await pageOf("/about?lang=nl")).toContain(said);
  for (const said of [en, "can read the exact numbers in its database"]) expect(await pageOf("/about")).toContain(said);
});
