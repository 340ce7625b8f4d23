/** What is on record about a campaign: the plan that it shows, and who changed it. */
import type { Campaign, Channel } from "../../domain/campaign/campaign.ts";
import { FIELDS_BY_PATH } from "../../domain/campaign/fields.ts";
import type { Day } from "../../domain/day.ts";
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
      <p class="screen">
        <a href={`/about/${campaign.slug}?lang=${context.language}`}>{messages.campaign.specSee}</a>
      </p>
    </section>
  );
}

/** @param path of the field that has the value */
function factOf(context: PageContext, path: string, value: unknown, channels: readonly Channel[] = []): string {
  const kind = FIELDS_BY_PATH.get(path)?.kind;
  if (kind === "amount" && typeof value === "number") return context.format.money(value);
  if (kind === "day" && typeof value === "string") return context.format.day(value as Day);
  if (kind === "channel") return channels.find(({ id }) => id === value)?.name ?? String(value);
  return textOf(context, value);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function textOf({ messages, format }: PageContext, value: unknown): string {
  if (isEmpty(value)) return messages.common.none;
  if (typeof value === "boolean") return value ? messages.common.yes : messages.common.no;
  if (typeof value === "number") return format.number(value);
  return Array.isArray(value) ? value.join(", ") : String(value);
}

interface HistoryProps {
  readonly context: PageContext;
  readonly entries: readonly HistoryEntry[];
  readonly timeZone: string;
  readonly channels: readonly Channel[];
}

export function History({ context, entries, timeZone, channels }: HistoryProps) {
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
                  <Changes context={context} changes={action === "change" ? changes : answersIn(changes)} channels={channels} />
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

const ANSWERS: readonly string[] = ["samePageForAll", "manyLinks", "sameName"];

interface ChangesProps {
  readonly context: PageContext;
  readonly changes: Values;
  readonly channels: readonly Channel[];
}

function Changes({ context, changes, channels }: ChangesProps) {
  return (
    <>
      {changeLines(context, changes, channels).map(({ message }) => (
        <small>{message}</small>
      ))}
    </>
  );
}

type Values = Readonly<Record<string, unknown>>;

/** The lines for a change: for each field its path, and its name with the new value and, where it is known, the old one. */
export function changeLines(context: PageContext, changes: Values, channels: readonly Channel[] = []): ShownError[] {
  const { was, ...values } = changes;
  const before = { ...(was as Values | undefined) };
  const line = (path: string, now: unknown, then: unknown): ShownError => ({ path, message: lineOf(context, path, now, then, channels) });
  return Object.entries(values).flatMap(([name, value]): readonly ShownError[] => {
    if (name === "paused") return [{ path: name, message: `${context.messages.campaigns.status}: ${statusOf(context, value)}` }];
    if (name !== "spec" || value === null || typeof value !== "object") return [line(name, value, before[name])];
    const oldPlan = { ...(before.spec as Values | undefined) };
    return Object.entries(value).map(([field, entry]) => line(`spec.${field}`, entry, oldPlan[field]));
  });
}

function lineOf(context: PageContext, path: string, now: unknown, then: unknown, channels: readonly Channel[]): string {
  const { messages } = context;
  const text = factOf(context, path, now, channels);
  return `${fieldLabel(messages, path)}: ${isEmpty(then) ? text : messages.campaign.fromTo(factOf(context, path, then, channels), text)}`;
}

function statusOf({ messages: { statuses } }: PageContext, isPaused: unknown): string {
  return isPaused === true ? statuses.paused : statuses.live;
}
