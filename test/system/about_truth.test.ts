/** `/about` is true whatever was configured and changed: the size of groups in force, thanks links, who may find it, how to check it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { discard, startTracker, Tracker } from "./tracker.ts";

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

test("it says how to check it and that it does not know who runs the domain, and marks what marketers wrote as no known language", async () => {
  await tracker.createCampaign("told", { name: "Zomer", spec: { published: true, description: "Over je gegevens" } });
  const page = await pageOf("/about");
  for (const said of ["Check it yourself", "/about.json", "“doctor”", "Fivebar does not know who runs this domain", "to tell robots apart"])
    expect(page).toContain(said);
  expect(page).toMatch(/lang="">Zomer<.*<p lang="">Over je gegevens</s);
});
