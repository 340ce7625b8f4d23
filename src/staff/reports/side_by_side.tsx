/** Two campaigns or groups side by side, with a sentence on whether their rates differ by more than chance explains. */
import type { Child } from "hono/jsx";
import { ratesDiffer } from "../../domain/release/difference.ts";
import { pagePath } from "../routes.ts";
import type { PageContext } from "../ui/page_context.ts";
import { TableCopy } from "../ui/table_copy.tsx";
import type { Ad } from "./ad.ts";
import { Counted, intervalText } from "./plus_minus.tsx";

interface SideBySideProps {
  readonly context: PageContext;
  readonly ads: readonly Ad[];
  readonly groups: readonly Ad[];
  readonly query: Readonly<Record<string, string>>;
}

/** What the address keeps while two campaigns are chosen. */
const MAX_KEPT_CHARS = 20;
const KEPT = ["days", "period", "from", "to", "sort"];

/** Periods and orders are short: whatever else stands in the address is not repeated. */
function kept(query: SideBySideProps["query"]): [name: string, value: string][] {
  return Object.entries(query).filter(([name, value]) => KEPT.includes(name) && value.length <= MAX_KEPT_CHARS);
}

export function SideBySide({ context, ads, groups, query }: SideBySideProps) {
  const { messages } = context;
  const chosen = ["one", "other"].map((name) => [...ads, ...groups].find(({ slug }) => slug === query[name]));
  const [one, other] = chosen;
  return (
    <section id="compare">
      <h2>{messages.ads.compare}</h2>
      <form class="dates" action={`${pagePath.ads()}#compare`}>
        {kept(query).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {(["one", "other"] as const).map((name, index) => (
          <label>
            {messages.ads[name]}
            <select name={name} required>
              {chosen[index] === undefined ? <option value="">{messages.ads.choose}</option> : null}
              {[...ads, ...groups].map((ad) => (
                <option value={ad.slug} selected={ad === chosen[index]}>
                  {groups.includes(ad) ? `${messages.fields.group.label}: ${ad.name}` : `${ad.name} (${ad.slug})`}
                </option>
              ))}
            </select>
          </label>
        ))}
        <button type="submit" class="quiet">
          {messages.ads.show}
        </button>
      </form>
      {one === undefined || other === undefined ? null : <Pair context={context} one={one} other={other} />}
    </section>
  );
}

function Pair({ context, one, other }: { context: PageContext; one: Ad; other: Ad }) {
  const { messages, format } = context;
  const counted =
    (name: "visits" | "signups") =>
    ({ figures }: Ad) => <Counted context={context} value={figures[name]} margin={figures.margin?.[name]} />;
  const lines: readonly (readonly [term: string, of: (ad: Ad) => Child])[] = [
    [messages.figures.visits, counted("visits")],
    [messages.figures.signups, counted("signups")],
    [messages.figures.rate, ({ figures }) => (figures.rate === null ? "–" : format.perHundred(figures.rate))],
    [messages.ads.interval, ({ figures }) => intervalText(context, figures)],
  ];
  return (
    <>
      <table class="pair">
        <thead>
          <tr>
            <td />
            <th scope="col" class="num">
              {one.name}
            </th>
            <th scope="col" class="num">
              {other.name}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([term, of]) => (
            <tr>
              <th scope="row">{term}</th>
              <td class="num">{of(one)}</td>
              <td class="num">{of(other)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <TableCopy context={context} />
      <p>
        <strong>{verdict(context, one, other)}</strong>
      </p>
    </>
  );
}

/** Whether the difference says anything, in a sentence. */
function verdict({ messages }: PageContext, one: Ad, other: Ad): string {
  const [first, second] = [one.figures, other.figures];
  if (one === other) return messages.ads.same;
  if (first.rate === null || second.rate === null) return messages.ads.tooFew;
  if (!ratesDiffer(first, second)) return messages.ads.unclear;
  const [better, worse] = first.rate > second.rate ? [one, other] : [other, one];
  return messages.ads.clear(better.name, worse.name);
}
