/**
 * A landing page, opened in a browser as somebody who follows a link does: which cookies it sets, whom else it asks, and whether the campaign's
 * code leaves for anybody but the site itself. The code in the address is exchanged for one that no campaign has.
 */
import { randomBytes } from "node:crypto";
import type { Browser, Page, Request } from "playwright-core";

interface DestinationCheck {
  readonly id: "opens" | "cookies" | "storage" | "third-parties" | "code";
  readonly title: string;
  readonly verdict: "ok" | "failed";
  readonly found: readonly string[];
  readonly advice: string;
}

const TEXTS: Readonly<Record<DestinationCheck["id"], readonly [title: string, advice: string]>> = {
  opens: ["The page opens", "Look whether the address is right, and the site is up."],
  cookies: [
    "It sets no cookie before somebody has agreed",
    "Find out which part of the site sets it, and let it wait for consent, or leave it out.",
  ],
  storage: ["It keeps nothing in the browser's storage", "As with cookies: the law treats both alike."],
  "third-parties": ["It asks no other host", "Serve fonts, scripts and pictures from the site itself, and leave pixels out."],
  code: ["The campaign's code leaves for nobody else", "Send Referrer-Policy: same-origin, and leave out scripts that report addresses."],
};

export const NOT_LOOKED_AT_THERE: readonly string[] = [
  "What happens after a click, on other pages, and after somebody agreed to cookies.",
  "What the site's server logs, stores or passes on by itself.",
];

/** @throws Error where no browser can be had */
export async function examineDestination(address: URL, param: string, patienceMs: number): Promise<readonly DestinationCheck[]> {
  // Only here, so that the other checks need no package for browsers.
  const { findBrowser, launch, NO_BROWSER } = await import("../browser.ts");
  const program = await findBrowser();
  if (program === null) throw new Error(NO_BROWSER);
  const browser = await launch(program);
  try {
    return await look(browser, address, param, patienceMs);
  } finally {
    await browser.close();
  }
}

async function look(browser: Browser, address: URL, param: string, patienceMs: number): Promise<readonly DestinationCheck[]> {
  const code = `doctor-${randomBytes(8).toString("hex")}`;
  const page = await (await browser.newContext()).newPage();
  const requests: Request[] = [];
  page.on("request", (request) => requests.push(request));
  const opened = await open(page, withCode(address, param, code), patienceMs);
  const host = new URL(page.url() === "about:blank" ? address : page.url()).host;
  const others = requests.filter((request) => isOther(request, host));
  const cookies = (await page.context().cookies()).map(({ name, domain }) => `${name} (${domain})`);
  const stored =
    opened === "" ? await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]).catch(() => []) : [];
  const taken = await Promise.all(
    others.map(async (request) => ((await holds(request, code)) ? `${hostOf(request)} (${request.resourceType()})` : "")),
  );
  return [
    check("opens", opened === "" ? [] : [opened]),
    check("cookies", cookies),
    check("storage", stored),
    check(
      "third-parties",
      others.map((request) => `${hostOf(request)} (${request.resourceType()})`),
    ),
    check(
      "code",
      taken.filter((one) => one !== ""),
    ),
  ];
}

/** What went wrong; empty when the page is there. Waits until it asks nobody any more, within the patience. */
async function open(page: Page, address: URL, patienceMs: number): Promise<string> {
  try {
    const answer = await page.goto(address.href, { timeout: patienceMs });
    await page.waitForLoadState("networkidle", { timeout: patienceMs }).catch(() => undefined);
    return answer === null || answer.ok() ? "" : `it answers ${answer.status()}`;
  } catch (error) {
    return (error as Error).message.split("\n")[0] ?? "it does not open";
  }
}

/** The code stands where the address has one, in the query or the fragment, else in the query. */
function withCode(address: URL, param: string, code: string): URL {
  const url = new URL(address);
  const inFragment = new URLSearchParams(url.hash.slice(1));
  if (inFragment.has(param)) url.hash = url.hash.replace(inFragment.get(param) ?? "", code);
  else url.searchParams.set(param, code);
  return url;
}

function hostOf(request: Request): string {
  return new URL(request.url()).host;
}

/** Pictures within the page (`data:`) ask nobody. */
function isOther(request: Request, host: string): boolean {
  return /^(https?|wss?):/.test(request.url()) && hostOf(request) !== host;
}

async function holds(request: Request, code: string): Promise<boolean> {
  const { referer = "" } = await request.allHeaders().catch(() => request.headers());
  return [request.url(), referer, request.postData() ?? ""].some((text) => text.includes(code));
}

function check(id: DestinationCheck["id"], found: readonly string[]): DestinationCheck {
  const [title, advice] = TEXTS[id];
  return { id, title, verdict: found.length === 0 ? "ok" : "failed", found: [...new Set(found)], advice };
}
