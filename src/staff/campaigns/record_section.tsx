/** What is on record about a campaign: the plan that it shows, and who changed it. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import type { HistoryEntry } from "../../storage/registry/history.ts";
import { nameFor, ScrollArea } from "../ui/components.tsx";
import { fieldLabel, type ShownError } from "../ui/messages/fields.ts";
import type { View } from "../ui/page_context.ts";

export function PlanCard({ view, campaign }: { view: View; campaign: Campaign }) {
  const { t } = view;
  const { spec } = campaign;
  if (spec?.published !== true) {
    return (
      <section>
        <h2>{t.campaign.spec}</h2>
        <p class="soft">{t.campaign.specNone}</p>
      </section>
    );
  }
  const facts = Object.entries(spec).filter(([name]) => name !== "published");
  return (
    <section>
      <h2>{t.campaign.spec}</h2>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <>
            <dt>{fieldLabel(t, `spec.${name}`)}</dt>
            <dd>{factOf(view, name, value)}</dd>
          </>
        ))}
      </dl>
      <p>
        <a href={`/about/${campaign.slug}?lang=${view.language}`}>{t.campaign.specSee}</a>
      </p>
    </section>
  );
}

function factOf(view: View, name: string, value: unknown): string {
  return name === "budgetEuros" && typeof value === "number" ? view.f.money(value) : textOf(view, value);
}

function textOf({ t, f }: View, value: unknown): string {
  if (value === null || value === undefined || value === "") return t.common.none;
  if (typeof value === "boolean") return value ? t.common.yes : t.common.no;
  if (typeof value === "number") return f.number(value);
  return Array.isArray(value) ? value.join(", ") : String(value);
}

interface HistoryProps {
  readonly view: View;
  readonly entries: readonly HistoryEntry[];
  readonly timeZone: string;
}

export function History({ view, entries, timeZone }: HistoryProps) {
  const { t, f } = view;
  return (
    <section>
      <h2>{t.campaign.history}</h2>
      <ScrollArea label={t.campaign.history}>
        <table class="history">
          <thead>
            <tr>
              <th scope="col">{t.campaign.when}</th>
              <th scope="col">{t.campaign.who}</th>
              <th scope="col">{t.campaign.what}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ at, who, action, changes }) => (
              <tr>
                <td>{f.moment(at, timeZone)}</td>
                <td>{nameFor(view, who)}</td>
                <td>
                  {t.campaign.actions[action]}
                  {action === "change" ? <Changes view={view} changes={changes} /> : <Changes view={view} changes={answersIn(changes)} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}

/** What its maker answered when a campaign was made; its fields are on the page. */
function answersIn(changes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(changes).filter(([name]) => ANSWERS.includes(name)));
}

const ANSWERS: readonly string[] = ["samePageForAll", "manyLinks"];

function Changes({ view, changes }: { view: View; changes: Readonly<Record<string, unknown>> }) {
  return (
    <>
      {changeLines(view, changes).map(({ message }) => (
        <small>{message}</small>
      ))}
    </>
  );
}

/** What a change has made of fields: of each its path, and its name with its value. */
export function changeLines(view: View, changes: Readonly<Record<string, unknown>>): ShownError[] {
  const { t } = view;
  return Object.entries(changes).flatMap(([name, value]): readonly ShownError[] => {
    if (name === "paused")
      return [{ path: name, message: `${t.campaigns.status}: ${value === true ? t.statuses.paused : t.statuses.live}` }];
    if (name !== "spec" || value === null || typeof value !== "object")
      return [{ path: name, message: `${fieldLabel(t, name)}: ${textOf(view, value)}` }];
    return Object.entries(value).map(([field, part]) => {
      const path = `spec.${field}`;
      return { path, message: `${fieldLabel(t, path)}: ${factOf(view, field, part)}` };
    });
  });
}
