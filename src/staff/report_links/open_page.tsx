/** The page of an open report: in the look of the visitors' pages, without script. */
import { html } from "hono/html";
import type { Child } from "hono/jsx";
import type { Day } from "../../domain/day.ts";
import type { OpenFigures, OpenReport } from "../../domain/release/open_report.ts";
import type { SignupPeriod } from "../../domain/release/rule.ts";
import { Counted } from "../reports/plus_minus.tsx";
import { type Format, format } from "../ui/format.ts";
import { LANGUAGES, type Language, type Messages, messages } from "../ui/messages/index.ts";
import { type Week, weeksOf } from "./weeks.ts";

interface Words {
  readonly words: Messages["openReport"];
  readonly formal: Messages["formal"];
  /** For what pages of figures share. */
  readonly figures: { readonly messages: Messages; readonly format: Format };
  readonly common: Messages["common"];
  readonly f: Format;
}

/** What the head of each printed page says beside the days. */
interface Printed {
  /** Whose figures they are, as visitors may know them. */
  readonly operator: string | null;
  readonly today: Day;
  /** In the formal mode: when signups come out. */
  readonly signupPeriod: SignupPeriod;
}

/** @param weeks the same report by week */
export async function reportPage(
  report: OpenReport,
  weeks: OpenReport | null,
  { token, language, operator, today, signupPeriod }: Printed & { readonly token: string; readonly language: Language },
): Promise<string> {
  const { openReport: words, common, formal, printed } = messages[language];
  const f = format(language);
  const say: Words = { words, common, formal, f, figures: { messages: messages[language], format: f } };
  const { link, days, groupSize, rows, totals } = report;
  return frame(
    language,
    link.name,
    <>
      <h1 lang="">{link.name}</h1>
      {days === null ? (
        <p class="lead">{words.noDays}</p>
      ) : (
        <>
          <p class="lead">{common.range(say.f.day(days.from), say.f.day(days.to))}</p>
          <Totals say={say} report={report} />
          <h2>{report.by === "campaign" ? words.byCampaign : words.byChannel}</h2>
          <Table say={say} head={report.by === "campaign" ? words.campaign : words.channel} report={report}>
            {rows.map((row) => (
              <tr>
                <th scope="row" lang="">
                  {report.by === "campaign"
                    ? (report.names.campaigns[row.campaign ?? ""] ?? row.campaign)
                    : report.names.channels[row.channel]}
                </th>
                <Counts say={say} figures={row} />
              </tr>
            ))}
          </Table>
          <Weeks say={say} weeks={weeks === null ? [] : weeksOf(weeks)} report={report} />
        </>
      )}
      <p class="screen">
        {/* Beside this page, whatever stands before it: a proxy may have put the tracker below a path. */}
        <a href={`${token}.csv`}>{words.csv}</a> · <a href={`${token}/weeks.atom`}>{words.feed}</a>
      </p>
      <p class="soft">
        {words.groups(groupSize)} {totals.margin === undefined ? "" : `${say.formal.shared(link.signups)} `}
        {isByWeek(report, signupPeriod) ? `${say.formal.sharedWeek} ` : ""}
        <a href={`/about?lang=${language}`}>{words.about}</a>
      </p>
    </>,
    [
      operator ?? "Fivebar",
      link.name,
      ...(days === null ? [] : [common.range(say.f.day(days.from), say.f.day(days.to))]),
      printed(say.f.day(today), groupSize),
    ].join(" · "),
  );
}

/** Whether its signups came out by the week. */
function isByWeek({ link, totals }: OpenReport, signupPeriod: SignupPeriod): boolean {
  return link.signups && totals.margin !== undefined && signupPeriod === "week";
}

/** The page for an address without a report, the same for every reason (404), or while no report can be made (503). */
export async function noReportPage(language: Language, status: 404 | 503): Promise<string> {
  const { unknownTitle, unknownText, unavailableTitle, unavailableText } = messages[language].openReport;
  const [title, text] = status === 404 ? [unknownTitle, unknownText] : [unavailableTitle, unavailableText];
  return frame(
    language,
    title,
    <>
      <h1>{title}</h1>
      <p>{text}</p>
    </>,
  );
}

/**
 * The frame has no address in it but those of the other language, of the stylesheet and of what this domain counts.
 *
 * @param paperHead stands at the head of each printed page
 */
async function frame(language: Language, title: string, body: Child, paperHead: string | null = null): Promise<string> {
  const page = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex,nofollow" />
        <title>{title} · Fivebar</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        {paperHead === null ? null : (
          <div class="paper" aria-hidden="true">
            <p>
              <TallyMark size={18} />
              {paperHead}
            </p>
          </div>
        )}
        <header>
          <span class="mark">
            <TallyMark size={26} />
            <span>Fivebar</span>
          </span>
          <nav aria-label="Taal / Language">
            {LANGUAGES.map((code) => (
              <a href={`?lang=${code}`} lang={code} hreflang={code} aria-current={code === language ? "true" : undefined}>
                {messages[code].language}
              </a>
            ))}
          </nav>
        </header>
        <main>{body}</main>
      </body>
    </html>
  );
  return String(await html`<!doctype html>${page}\n`);
}

function TallyMark({ size }: { size: number }) {
  return (
    <svg width={size} viewBox="0 0 26 22" fill="none" stroke-width="2.4" stroke-linecap="round" aria-hidden="true">
      <path d="M4 3v16M10 3v16M16 3v16M22 3v16M1 17 25 5" />
    </svg>
  );
}

function Totals({ say, report: { totals, through } }: { say: Words; report: OpenReport }) {
  const { words, f } = say;
  return (
    <dl class="figures">
      <div>
        <dt>{words.visits}</dt>
        <dd>
          <strong>{f.number(totals.visits)}</strong>
          <Margin say={say} margin={totals.margin?.visits} />
        </dd>
      </div>
      {totals.signups === null ? null : (
        <>
          <div>
            <dt>{words.signups}</dt>
            <dd>
              <strong>{f.number(totals.signups)}</strong>
              <Margin say={say} margin={totals.margin?.signups} />
              <small>{through.signups === null ? words.notYet : words.through(f.shortDay(through.signups))}</small>
            </dd>
          </div>
          <div>
            <dt>{words.rate}</dt>
            <dd>
              <strong>{totals.rate === null ? "–" : f.perHundred(totals.rate)}</strong>
              <small>
                <Interval say={say} figures={totals} />
              </small>
            </dd>
          </div>
        </>
      )}
    </dl>
  );
}

function Table({ say: { words }, head, report: { link }, children }: { say: Words; head: string; report: OpenReport; children?: Child }) {
  return (
    <section class="scroll" tabindex={0} aria-label={head}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">{words.visits}</th>
            {link.signups ? <th scope="col">{words.signups}</th> : null}
            {link.signups && head !== words.week ? <th scope="col">{words.rate}</th> : null}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

/** In the formal mode: how far a figure may be off, in words. */
function Margin({ say: { formal, f }, margin }: { say: Words; margin: number | null | undefined }) {
  return margin == null || margin === 0 ? null : <small>{formal.giveOrTake(f.number(margin))}</small>;
}

/** Between what a rate lies, or why that says nothing. */
function Interval({ say: { words, formal, f }, figures }: { say: Words; figures: OpenFigures }) {
  if (figures.rate === null) return <>{words.tooFew}</>;
  if (figures.margin?.mostlyNoise === true) return <>{formal.mostlyNoise}</>;
  return <>{words.between(f.perHundred(figures.rateLow), f.perHundred(figures.rateHigh))}</>;
}

function Counts({ say, figures }: { say: Words; figures: OpenFigures }) {
  const { f } = say;
  const { margin } = figures;
  return (
    <>
      <td>
        <Counted context={say.figures} value={figures.visits} margin={margin?.visits} />
      </td>
      {figures.signups === null ? null : (
        <>
          <td>
            <Counted context={say.figures} value={figures.signups} margin={margin?.signups} />
          </td>
          <td>
            {figures.rate === null ? "–" : f.perHundred(figures.rate)}
            {figures.rate === null ? null : (
              <small>
                <Interval say={say} figures={figures} />
              </small>
            )}
          </td>
        </>
      )}
    </>
  );
}

function Weeks({ say, weeks, report }: { say: Words; weeks: readonly Week[]; report: OpenReport }) {
  const { words, f } = say;
  if (weeks.length === 0) return null;
  return (
    <>
      <h2>{words.byWeek}</h2>
      <Table say={say} head={words.week} report={report}>
        {weeks.toReversed().map((week) => (
          <tr>
            <th scope="row">
              {f.days(week.first, week.last)}
              {week.isClosed ? null : <small>{words.incomplete}</small>}
            </th>
            <td>
              <Counted context={say.figures} value={week.visits} margin={week.margin?.visits} />
            </td>
            {week.signups === null ? null : (
              <td>
                <Counted context={say.figures} value={week.signups} margin={week.margin?.signups} />
              </td>
            )}
          </tr>
        ))}
      </Table>
    </>
  );
}
