/** The feed of an open report (Atom, RFC 4287): one entry for each week with final figures, the latest first. */
import { html, raw } from "hono/html";
import { addDays } from "../../domain/day.ts";
import { weekNumber } from "../../domain/period.ts";
import type { OpenReport } from "../../domain/release/open_report.ts";
import { format } from "../ui/format.ts";
import { type Language, messages } from "../ui/messages/index.ts";
import { type Week, weeksOf } from "./weeks.ts";

/** @param address the report's own page */
export function weeksFeed(report: OpenReport, address: string, language: Language): string {
  const weeks = weeksOf(report)
    .filter(({ isClosed }) => isClosed)
    .reverse();
  const updated = weeks[0] === undefined ? `${report.through.visits}T00:00:00Z` : writtenOn(weeks[0]);
  const subtitle = report.totals.margin === undefined ? "" : `\n${html`<subtitle>${messages[language].formal.shared(false)}</subtitle>`}`;
  const entries = weeks.map((week) => entryOf(week, report, address, language));
  return `<?xml version="1.0" encoding="utf-8"?>
${html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>urn:uuid:${report.link.id}</id>
<title>${report.link.name}</title>${raw(subtitle)}
<author><name>Fivebar</name></author>
<updated>${updated}</updated>
<link rel="self" type="application/atom+xml" href="${address}/weeks.atom"/>
<link rel="alternate" type="text/html" href="${address}"/>
${raw(entries.join("\n"))}
</feed>
`}`;
}

/** The day after the week. No finer time is known, and it never changes: a feed reader would show a changed entry as news. */
function writtenOn({ last }: Week): string {
  return `${addDays(last, 1)}T00:00:00Z`;
}

function entryOf(week: Week, { link }: OpenReport, address: string, language: Language): string {
  const { openReport: words, formal } = messages[language];
  const { number, days } = format(language);
  const { year, week: nth } = weekNumber(week.label);
  const countsWith = (off: (margin: string) => string): string => {
    const marked = (text: string, margin: number | null | undefined): string =>
      margin == null || margin === 0 ? text : `${text} (${off(number(margin))})`;
    const visits = marked(words.visitCount(number(week.visits)), week.margin?.visits);
    return week.signups === null ? visits : `${visits}, ${marked(words.signupCount(number(week.signups)), week.margin?.signups)}`;
  };
  const id = `urn:uuid:${link.id}#${year}-W${String(nth).padStart(2, "0")}`;
  return `${html`<entry><id>${id}</id><title>${words.weekTitle(String(nth), days(week.first, week.last))}: ${countsWith((margin) => `± ${margin}`)}</title><updated>${writtenOn(week)}</updated><link rel="alternate" type="text/html" href="${address}"/><content type="text">${countsWith(formal.giveOrTake)}</content></entry>`}`;
}
