/** What is on record about a campaign: the plan that it shows, and who changed it. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { FIELDS_BY_PATH } from "../../domain/campaign/fields.ts";
import type { HistoryEntry } from "../../storage/registry/history.ts";
import { nameFor, ScrollArea } from "../ui/components.tsx";
import { fieldLabel, type ShownError } from "../ui/messages/fields.ts";
import type { PageContext } from "../ui/page_context.ts";

export function PlanCard({ context, campaign }: { context: PageContext; campaign: Campaign }) {
  const { messages } = context;
  const { spec } = campaign;
  if (spec?.published !== true) {
    return (
      <section>
        <h2>{messages.campaign.spec}</h2>
        <p class="soft">{messages.campaign.specNone}</p>
      </section>
    );
  }
  const facts = Object.entries(spec).filter(([name]) => name !== "published");
  return (
    <section>
      <h2>{messages.campaign.spec}</h2>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <>
            <dt>{fieldLabel(messages, `spec.${name}`)}</dt>
            <dd>{factOf(context, `spec.${name}`, value)}</dd>
          </>
        ))}
      </dl>
      <p>
        <a href={`/about/${campaign.slug}?lang=${context.language}`}>{messages.campaign.specSee}</a>
      </p>
    </section>
  );
}

function factOf(context: PageContext, path: string, value: unknown): string {
  return FIELDS_BY_PATH.get(path)?.kind === "amount" && typeof value === "number" ? context.format.money(value) : textOf(context, value);
}

function textOf({ messages, format }: PageContext, value: unknown): string {
  if (value === null || value === undefined || value === "") return messages.common.none;
  if (typeof value === "boolean") return value ? messages.common.yes : messages.common.no;
  if (typeof value === "number") return format.number(value);
  return Array.isArray(value) ? value.join(", ") : String(value);
}

interface HistoryProps {
  readonly context: PageContext;
  readonly entries: readonly HistoryEntry[];
  readonly timeZone: string;
}

export function History({ context, entries, timeZone }: HistoryProps) {
  const { messages, format } = context;
  return (
    <section>
      <h2>{messages.campaign.history}</h2>
      <ScrollArea label={messages.campaign.history}>
        <table class="history">
          <thead>
            <tr>
              <th scope="col">{messages.campaign.when}</th>
              <th scope="col">{messages.campaign.who}</th>
              <th scope="col">{messages.campaign.what}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ at, who, action, changes }) => (
              <tr>
                <td>{format.moment(at, timeZone)}</td>
                <td>{nameFor(context, who)}</td>
                <td>
                  {messages.campaign.actions[action]}
                  {action === "change" ? (
                    <Changes context={context} changes={changes} />
                  ) : (
                    <Changes context={context} changes={answersIn(changes)} />
                  )}
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

function Changes({ context, changes }: { context: PageContext; changes: Readonly<Record<string, unknown>> }) {
  return (
    <>
      {changeLines(context, changes).map(({ message }) => (
        <small>{message}</small>
      ))}
    </>
  );
}

/** The lines for a change: for each field its path, and its name with the new value. */
export function changeLines(context: PageContext, changes: Readonly<Record<string, unknown>>): ShownError[] {
  const { messages } = context;
  return Object.entries(changes).flatMap(([name, value]): readonly ShownError[] => {
    if (name === "paused")
      return [
        { path: name, message: `${messages.campaigns.status}: ${value === true ? messages.statuses.paused : messages.statuses.live}` },
      ];
    if (name !== "spec" || value === null || typeof value !== "object")
      return [{ path: name, message: `${fieldLabel(messages, name)}: ${textOf(context, value)}` }];
    return Object.entries(value).map(([field, entry]) => {
      const path = `spec.${field}`;
      return { path, message: `${fieldLabel(messages, path)}: ${factOf(context, path, entry)}` };
    });
  });
}
