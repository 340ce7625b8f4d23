/**
 * The reports that are open to everybody who has their address: `/report/{token}`, `.csv` and `/weeks.atom`. No cookie is read or set,
 * and nothing is logged. Every wrong address gets the same answer: a stranger learns nothing from it.
 */
import type { Config } from "../../domain/config.ts";
import { dayOf } from "../../domain/day.ts";
import type { OpenPart, OpenReport } from "../../domain/release/open_report.ts";
import { registryStub } from "../../storage/env.ts";
import { hashOf } from "../auth/digests.ts";
import { TOKEN_PATTERN } from "../auth/token.ts";
import type { StaffContext } from "../http/context.ts";
import { CSV_TYPE, fileHeaders } from "../http/download.ts";
import { OPEN_REPORT } from "../routes.ts";
import { chosenLanguage, preferredLanguage } from "../ui/asked_language.ts";
import { weeksFeed } from "./feed.ts";
import { knownLinks } from "./known_links.ts";
import { noReportPage, reportPage } from "./open_page.tsx";
import { reportTable } from "./table.ts";

const HEADERS = {
  "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex, nofollow",
  "Cache-Control": "no-store",
} as const;

/** What follows the token in an address, and what it asks for. */
const FORMS: Readonly<Record<string, OpenPart>> = { "": "page", ".csv": "table", "/weeks.atom": "weeks" };
const ADDRESS = new RegExp(`^${OPEN_REPORT}/(${TOKEN_PATTERN})(|\\.csv|/weeks\\.atom)$`);

export async function openReport(c: StaffContext, config: Config): Promise<Response> {
  const headers: Record<string, string> = { ...HEADERS };
  if (c.req.url.startsWith("https:")) headers["Strict-Transport-Security"] = "max-age=31536000";
  const answer = (text: string, type: string, status: 200 | 404 | 405 | 503 = 200, more: Record<string, string> = {}): Response =>
    new Response(text, { status, headers: { ...headers, "Content-Type": type, ...more } });
  // English where neither the address nor the browser says. Nothing of it is kept.
  const language = chosenLanguage(c) ?? preferredLanguage(c, "en");
  const { origin, pathname } = new URL(c.req.url);
  const [, token = "", form = ""] = ADDRESS.exec(pathname) ?? [];
  const none = async (status: 404 | 503): Promise<Response> => {
    const text = await noReportPage(language, status);
    return answer(text, "text/html; charset=utf-8", status, status === 503 ? { "Retry-After": "5" } : {});
  };
  if (c.req.method !== "GET" && c.req.method !== "HEAD") return answer("", "text/plain", 405, { Allow: "GET, HEAD" });
  if (token === "") return none(404);
  try {
    const registry = registryStub(c.env, config);
    const hash = await hashOf(token);
    if (!(await knownLinks.has(registry, hash, Date.now()))) return none(404);
    const read = async (part: OpenPart): Promise<OpenReport | null> => {
      const report = await registry.openReport(hash, part);
      if (!report.ok) throw new Error("the registry made no report");
      return report.value === null ? null : (JSON.parse(report.value) as OpenReport);
    };
    const part = FORMS[form] ?? "page";
    const [report, weeks] = await Promise.all([read(part), part === "page" ? read("weeks") : null]);
    if (report === null) return none(404);
    const address = `${config.linkOrigin ?? origin}${OPEN_REPORT}/${token}`;
    if (part === "weeks") return answer(weeksFeed(report, address, language), "application/atom+xml; charset=utf-8");
    if (part === "page") {
      const today = dayOf(Date.now(), config.timeZone);
      const { operator, signupPeriod } = config;
      const page = await reportPage(report, weeks, { token, language, operator, today, signupPeriod });
      return answer(page, "text/html; charset=utf-8");
    }
    const name = report.days === null ? "fivebar" : `fivebar-${report.days.from}-${report.days.to}`;
    return answer(reportTable(report, config.release === "formal"), CSV_TYPE, 200, fileHeaders(CSV_TYPE, `${name}.csv`));
  } catch {
    return none(503);
  }
}
