/** Hosts that links may lead to are an admin's to allow. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REGISTRY_MIGRATIONS } from "../../../src/storage/registry/migrations.ts";
import { type Problem, readProblem } from "../setup/answers.ts";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { bringBack } from "../setup/older_data.ts";
import { ADMIN_KEY, type Answer, discard, type Tracker } from "../setup/tracker.ts";

interface HostList {
  readonly hosts: readonly { readonly host: string; readonly addedOn: string }[];
}

const hostsOf = async (tracker: Tracker): Promise<string[]> =>
  (await tracker.api<HostList>("GET", "/hosts")).body.hosts.map(({ host }) => host);
const draft = (destination: string, more: Record<string, unknown> = {}) => ({ name: "Ad", channel: "tiktok", destination, ...more });

/** The fields and codes of a refusal. */
function refused(answer: Answer): unknown[] {
  return (readProblem(answer, 400) as Problem).errors?.map(({ path, code }) => [path, code]) ?? [];
}

/** The registry's file, for while the tracker is down. */
async function registryFile(tracker: Tracker): Promise<string> {
  const folder = join(tracker.dataDir, "objects", "fivebar-registry");
  const name = (await readdir(folder)).find((one) => one.endsWith(".sqlite") && one !== "metadata.sqlite");
  return join(folder, name ?? "none");
}

let tracker: Tracker;
let marketer: Record<string, string>;
beforeAll(async () => {
  tracker = await startDashboard();
  const { body } = await tracker.api<{ key: string }>("POST", "/keys", { name: "Noor", role: "marketer" });
  marketer = { authorization: `Bearer ${body.key}` };
});
afterAll(() => discard(tracker));

describe("a marketer's campaign", () => {
  test("leads to hosts that an admin allowed, and to no other, however it is made or changed", async () => {
    expect(refused(await tracker.api("POST", "/campaigns", draft("https://one.example.org/"), marketer))).toEqual([
      ["destination", "host-not-allowed"],
    ]);
    expect((await tracker.api("POST", "/hosts", { host: "One.Example.org." })).body).toMatchObject({ host: "one.example.org" });
    for (const destination of ["https://one.example.org/a", "https://ONE.example.org./b", "https://one.example.org:8443/c"])
      expect((await tracker.api("POST", "/campaigns", draft(destination), marketer)).status).toBe(201);
    const two = "https://two.example.org/";
    expect(refused(await tracker.api("POST", "/campaigns", draft("https://one.example.org/", { thanksUrl: two }), marketer))).toEqual([
      ["thanksUrl", "host-not-allowed"],
    ]);
    expect(refused(await tracker.api("POST", "/campaigns/bulk", [draft("https://one.example.org/"), draft(two)], marketer))).toEqual([
      ["1.destination", "host-not-allowed"],
    ]);
    expect(refused(await tracker.api("PATCH", "/campaigns/ad", { destination: two }, marketer))).toEqual([
      ["destination", "host-not-allowed"],
    ]);
    expect(refused(await tracker.api("PATCH", "/campaigns/ad", { thanksUrl: two }, marketer))).toEqual([["thanksUrl", "host-not-allowed"]]);
    const csv = `keyword,url\nin,https://one.example.org/\nout,${two}\n`;
    const { body } = await tracker.api<{ created: { slug: string }[]; leftOut: { why: string }[] }>(
      "POST",
      "/campaigns/import?channel=google",
      csv,
      { ...marketer, "content-type": "text/csv" },
    );
    expect([body.created.map(({ slug }) => slug), body.leftOut.map(({ why }) => why)]).toEqual([
      ["in"],
      [expect.stringContaining('no admin has allowed the host "two.example.org"')],
    ]);
    expect(await hostsOf(tracker)).toEqual(["one.example.org"]);
  });

  test("goes on when its host is taken off the list, and may be changed in all else", async () => {
    expect((await tracker.api("DELETE", "/hosts/one.example.org")).status).toBe(204);
    expect((await tracker.visit("/ad")).status).toBe(302);
    expect(
      (await tracker.api("PATCH", "/campaigns/ad", { name: "Renamed", destination: "https://one.example.org/a" }, marketer)).status,
    ).toBe(200);
    expect(refused(await tracker.api("PATCH", "/campaigns/ad", { destination: "https://one.example.org/other" }, marketer))).toHaveLength(
      1,
    );
    readProblem(await tracker.api("DELETE", "/hosts/one.example.org"), 404);
  });
});

describe("an admin's campaign", () => {
  test("allows its hosts, and none where it is refused", async () => {
    readProblem(await tracker.api("POST", "/campaigns", draft("https://three.example.org/", { slug: "ad" })), 409);
    expect(await hostsOf(tracker)).toEqual([]);
    await tracker.createCampaign("adds", { destination: "https://three.example.org/", thanksUrl: "https://thanks.example.org/" });
    await tracker.api("PATCH", "/campaigns/adds", { destination: "https://four.example.org/" });
    expect(await hostsOf(tracker)).toEqual(["four.example.org", "thanks.example.org", "three.example.org"]);
    expect((await tracker.api("POST", "/campaigns", draft("https://four.example.org/"), marketer)).status).toBe(201);
  });

  test.each(["bit.ly", "t.co", "go.aka.ms", "mjt.lu", "ad.doubleclick.net", "www.awin1.com", "click.list-manage.com", "brand.app.link"])(
    "does not allow %s by itself, which passes visitors on",
    async (host) => {
      expect(refused(await tracker.api("POST", "/campaigns", draft(`https://${host}/x`)))).toEqual([["destination", "host-not-allowed"]]);
      expect((await tracker.api("POST", "/hosts", { host })).status).toBe(201);
      expect((await tracker.api("POST", "/campaigns", draft(`https://${host}/x`), marketer)).status).toBe(201);
      await tracker.api("DELETE", `/hosts/${host}`);
    },
  );
});

// biome-ignore format: one block reads better than fifteen lines
test.each([
  "", "example", "https://example.org", "example.org/x", "example.org:8443", "exa mple.org", "*.example.org",
  "a@example.org", "x".repeat(254), "exam\u200bple.org/", "\u200bexample.org", "exa\u00admple.org", "example.org\ufeff", 5, null,
])("%j is no host", async (host) => {
  readProblem(await tracker.api("POST", "/hosts", { host }), 400);
});

test("hosts that are allowed or removed are in the history, once each", async () => {
  await tracker.allowHosts(["told.example.org", "told.example.org"]);
  await tracker.api("DELETE", "/hosts/told.example.org");
  await tracker.stop();
  const database = new DatabaseSync(await registryFile(tracker));
  const ofHost = database.prepare("SELECT who, action FROM history WHERE subject = ? ORDER BY seq");
  const [told, byCampaign] = ["host:told.example.org", "host:thanks.example.org"].map((subject) =>
    ofHost.all(subject).map((row) => ({ ...row })),
  );
  database.close();
  expect(byCampaign).toHaveLength(1);
  await tracker.start();
  expect(told).toEqual([
    { who: "admin key", action: "create" },
    { who: "admin key", action: "archive" },
  ]);
});

test("there can be 500 of them, and no more", { timeout: 60_000 }, async () => {
  const before = (await hostsOf(tracker)).length;
  await tracker.allowHosts(Array.from({ length: 500 - before }, (_, nth) => `n${nth}.example.net`));
  expect(readProblem(await tracker.api("POST", "/hosts", { host: "more.example.net" }), 409).detail).toContain("500");
  readProblem(await tracker.api("POST", "/campaigns", draft("https://more.example.net/")), 400);
  for (const host of await hostsOf(tracker)) if (host.endsWith(".example.net")) await tracker.api("DELETE", `/hosts/${host}`);
});

test("/about.json names the hosts that links lead to, published or not", async () => {
  const { hosts, campaigns } = (await (await tracker.visit("/about.json")).json()) as { hosts: string[]; campaigns: unknown[] };
  expect(campaigns).toEqual([]);
  expect(hosts).toEqual(expect.arrayContaining(["four.example.org", "one.example.org", "thanks.example.org", "bit.ly"]));
  expect(hosts).toEqual([...new Set(hosts)].sort());
});

test("an upgrade allows the hosts of the campaigns that there are", async () => {
  const old = await startDashboard();
  try {
    await old.createCampaign("a", {
      slug: "ab",
      destination: "https://old.example.org:8443/x?y=https://no.example.org/",
      thanksUrl: "https://thanks.example.org",
    });
    await old.createCampaign("cd", { destination: "http://localhost:3000/x" });
    await old.createCampaign("ef", { destination: "http://[::1]:8080/" });
    await old.createCampaign("gh", { destination: "https://gone.example.org/" });
    await old.api("DELETE", "/campaigns/gh");
    const expected = (await hostsOf(old)).filter((host) => host !== "gone.example.org");
    await old.stop();
    await bringBack(await registryFile(old), REGISTRY_MIGRATIONS, "CREATE TABLE hosts");
    await old.start();
    expect(await hostsOf(old)).toEqual(expected);
    expect(expected).toEqual(["[::1]", "localhost", "old.example.org", "thanks.example.org"]);
  } finally {
    await discard(old);
  }
});

test("ALLOWED_HOSTS is the hard limit, for what an admin allows too", async () => {
  const limited = await startDashboard({ ALLOWED_HOSTS: "example.org *.example.net:8443" });
  try {
    expect(readProblem(await limited.api("POST", "/hosts", { host: "example.com" }), 400).detail).toContain("must be one of: example.org");
    for (const host of ["example.org", "a.example.net"]) expect((await limited.api("POST", "/hosts", { host })).status).toBe(201);
    readProblem(await limited.api("POST", "/campaigns", draft("https://example.com/")), 400);
  } finally {
    await discard(limited);
  }
});

describe("on the settings page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  test.each([
    ["en-GB", "Allow a domain", "Domain", "Add", "Yes, links may go through", "Yes, remove this domain", "The domain has been removed."],
    ["nl-NL", "Domein toestaan", "Domein", "Toevoegen", "Ja, links mogen via", "Ja, verwijder dit domein", "Het domein is verwijderd."],
  ])(
    "an admin allows one, one that passes visitors on after a question, and removes it again: %s",
    async (locale, open, label, add, meant, confirm, gone) => {
      await inBrowser(browser, tracker, ADMIN_KEY, { locale }, async (page) => {
        await page.goto(`${tracker.origin}/staff/settings`);
        await page.getByText(open, { exact: true }).click();
        await page.getByLabel(label, { exact: true }).fill("rebrand.ly");
        await page.getByRole("button", { name: add, exact: true }).last().click();
        await page.getByLabel(meant).check();
        await page.getByRole("button", { name: add, exact: true }).last().click();
        await page.waitForURL(/notice=host-added/);
        await page.getByRole("link", { name: /: rebrand\.ly$/ }).click();
        await page.getByRole("button", { name: confirm }).click();
        await page.getByText(gone).waitFor();
        expect(await page.getByText("rebrand.ly").count()).toBe(0);
      });
    },
  );

  test("a marketer is told so in the form, once for several channels", async () => {
    const cookie = await sessionOf(tracker, (marketer.authorization ?? "").replace("Bearer ", ""));
    const body = new URLSearchParams({ name: "Elsewhere", destination: "https://else.example.org/" });
    for (const channel of ["tiktok", "google"]) body.append("channels", channel);
    const answer = await fetch(`${tracker.origin}/staff/new-campaign`, {
      method: "POST",
      headers: { cookie, "sec-fetch-site": "same-origin", "accept-language": "nl" },
      body,
    });
    const page = await answer.text();
    expect([answer.status, page.match(/geen beheerder heeft het domein ‘else.example.org’/g)?.length]).toEqual([400, 2]);
    expect((await get(tracker, "/staff/settings", cookie)).status).toBe(403);
    expect((await post(tracker, "/staff/settings/hosts", { host: "x.example.org" }, cookie)).status).toBe(403);
  });
});
