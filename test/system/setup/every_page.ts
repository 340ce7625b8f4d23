/** What the pages of the dashboard are tried with, long names, each status and large sums among it, and the pages' addresses. */
import { keyFor } from "./dashboard.ts";
import type { Tracker } from "./tracker.ts";

const LONG = "Zomercampagne".repeat(7);

const today = (): string => new Intl.DateTimeFormat("sv", { timeZone: "Europe/Amsterdam" }).format(Date.now());

export async function makeEveryPage(tracker: Tracker): Promise<readonly string[]> {
  const spec = { published: true, description: LONG, ageFrom: 18, ageTo: 30, regions: ["Utrecht", LONG.slice(0, 60)], budgetEuros: 1500.5 };
  await tracker.createCampaign("zomer", { name: "Zomer op TikTok", notes: "Alleen\nvoor ons", thanksUrl: "https://example.org/", spec });
  await tracker.createCampaign("long", { name: LONG, channel: "google", destination: `https://example.org/${"z".repeat(300)}?c=old` });
  await tracker.createCampaign("later", { name: "Later", channel: "spotify", startsOn: "2199-01-01" });
  await tracker.createCampaign("past", { name: "Voorbij", channel: "youtube", endsOn: "2026-01-01" });
  await tracker.createCampaign("gone", { name: `Weg ${LONG}`.slice(0, 100), endedUrl: `https://example.org/${"y".repeat(200)}` });
  await tracker.api("DELETE", "/campaigns/gone");
  await tracker.api("POST", "/channels", { id: "radio", name: "Radio, televisie en andere omroepen (regionaal)" });
  await tracker.createCampaign("on-air", { name: "Op de radio", channel: "radio" });
  await tracker.createCampaign("still", { name: "Stil", channel: "instagram" });
  await tracker.api("PATCH", "/campaigns/still", { status: "paused" });
  for (const channel of ["google", "instagram", "spotify"]) await tracker.createCampaign(`all-${channel}`, { name: "Overal", channel });
  const { id } = await keyFor(tracker, "site", LONG.slice(0, 60));
  for (let visit = 0; visit < 60; visit += 1) await tracker.visit(visit < 40 ? "/zomer" : "/long");
  for (let visit = 0; visit < 10; visit += 1) await tracker.visit("/zomer", { headers: { "user-agent": "Googlebot/2.1" } });
  await tracker.api("POST", "/signups", { campaign: "zomer", count: 10 });
  await tracker.api("POST", "/signups", { campaign: null, count: 5 });
  await tracker.reportWhen(({ totals }) => totals.visits === 60 && totals.skipped.bot === 10);
  await tracker.api("PATCH", "/campaigns/zomer", { group: "Zomer 2027", endedUrl: "https://example.org/over", codeParam: "source" });
  await tracker.api("POST", "/targets", { name: LONG.slice(0, 100), signups: 10_000, by: "2199-03-01" });
  await tracker.api("POST", "/annotations", { day: "2026-11-02", text: LONG.slice(0, 200), group: "Zomer 2027" });
  await tracker.api("POST", "/report-links", { name: LONG.slice(0, 100), period: "90d", signups: true });
  const spent = ["zomer", "on-air"].map((slug) => `${slug},${today()},EUR,123456.78,9000000,8000`);
  const file = ["slug,day,currency,spend,impressions,clicks", ...spent, ""].join("\n");
  await tracker.api("POST", "/ad-figures/import", file, { "content-type": "text/csv" });
  return [
    "/staff/targets",
    ...["costs?by=campaign", "costs/units", "costs/import", "report-links", "settings/invitations", "settings/status"].map(
      (path) => `/staff/${path}`,
    ),
    "/staff/groups/Zomer%202027",
    ...[
      "",
      "?days=7",
      "?days=90",
      "?period=month",
      "?from=2025-01-01&to=2026-12-31",
      "?from=2026-02-30&to=x",
      "?sort=rate",
      "?notice=created-many&count=3",
    ].map((query) => `/staff${query}`),
    ...["", "?search=zomer", "?status=paused&channel=instagram", "?search=nothing", "?status=archived"].map(
      (query) => `/staff/campaigns${query}`,
    ),
    ...["?do=archive&campaign=zomer&campaign=long", "?do=group&campaign=zomer", "?do=end"].map(
      (query) => `/staff/several-campaigns${query}`,
    ),
    "/staff/qr-codes",
    ...[
      "zomer",
      "long?days=7",
      "later",
      "past",
      "gone",
      "still",
      "all-google",
      "zomer/edit",
      "zomer/archive",
      "zomer/test-visit",
      "later/test-visit",
      "nobody",
    ].map((path) => `/staff/campaigns/${path}`),
    ...[
      "new-campaign",
      "new-campaign?like=zomer",
      "archived",
      "channels",
      "import",
      "connect",
      "how",
      "ads?one=zomer&other=later",
      "settings",
      `settings/keys/${id}/remove`,
      "nothing",
      "sign-in",
    ].map((path) => `/staff/${path}`),
  ];
}
