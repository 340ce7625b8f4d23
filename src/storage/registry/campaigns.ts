/** The campaigns as the registry keeps them: slugs that stay theirs, and changes that are refused on a lost race. */
import type { Campaign, CampaignChange, CampaignId, NewCampaign } from "../../domain/campaign/campaign.ts";
import { ADDRESS_FIELDS, type AddressField } from "../../domain/campaign/fields.ts";
import { type Slug, slugRefusal, suggestSlug } from "../../domain/campaign/slug.ts";
import type { Day } from "../../domain/day.ts";
import { MAX_UNASKED_LINKS_A_DAY } from "../../domain/limits.ts";
import { at, conflict, type FieldError, failure, problem, type Result, success } from "../../domain/problems.ts";
import { deleteRows } from "../overwrite.ts";
import type { Transaction } from "../transaction.ts";
import { limitReached, revivalLimit } from "./campaign_limits.ts";
import { type CampaignRow, fromRow, writeRow } from "./campaign_rows.ts";
import { channelRefusal, useChannel } from "./channels.ts";
import { isNothing, recordedValues } from "./history.ts";
import { type FieldAddress, hostErrors } from "./hosts.ts";
import { raiseLastCampaign } from "./metadata.ts";

function write(sql: SqlStorage, campaign: Campaign): void {
  writeRow(sql, campaign);
  useChannel(sql, campaign.channel, campaign.id);
}

/** The campaigns whose link works, in the order in which they were made. */
export function currentCampaigns(sql: SqlStorage): Campaign[] {
  return sql.exec<CampaignRow>("SELECT * FROM campaigns WHERE archived_on IS NULL ORDER BY id").toArray().map(fromRow);
}

/** All campaigns ever made, archived ones included. */
export function everyCampaign(sql: SqlStorage): Campaign[] {
  return sql.exec<CampaignRow>("SELECT * FROM campaigns ORDER BY id").toArray().map(fromRow);
}

/** One campaign, archived or not; those of a group; or all. */
export type Scope = Slug | { readonly group: string } | null;

export function isWithin({ slug, group }: Pick<Campaign, "slug" | "group">, scope: Scope): boolean {
  return scope === null || (typeof scope === "string" ? slug === scope : group === scope.group);
}

/** The first day on which a campaign within `scope` could count, in the zone of `dayOfMs`. Null where there is none. */
export function countingSince(campaigns: readonly Campaign[], scope: Scope, dayOfMs: (ms: number) => Day): Day | null {
  const days = campaigns.filter((campaign) => isWithin(campaign, scope)).map((campaign) => firstDayOf(campaign, dayOfMs));
  return days.sort()[0] ?? null;
}

/** The first day on which a campaign could count, in the zone of `dayOfMs`. */
export function firstDayOf({ createdAt, startsOn }: Pick<Campaign, "createdAt" | "startsOn">, dayOfMs: (ms: number) => Day): Day {
  const made = dayOfMs(Date.parse(createdAt));
  return startsOn !== null && startsOn > made ? startsOn : made;
}

/** The campaign with this slug, archived or not. */
export function findCampaign(sql: SqlStorage, slug: Slug): Campaign | null {
  const row = sql.exec<CampaignRow>("SELECT * FROM campaigns WHERE slug = ?", slug).toArray()[0];
  return row === undefined ? null : fromRow(row);
}

interface Making {
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly today: Day;
  /** When today began; ISO 8601, UTC. */
  readonly since: string;
  /** Where an error of the draft at an index is: `""` for a single one, `"3."` in a list. */
  readonly pathOf: (index: number) => string;
  /** Allows a host that none of them has led to; null where their maker may not. */
  readonly allow: Allow;
}

/** As of `hostErrors`. */
type Allow = Parameters<typeof hostErrors>[2];

/** Makes all of `drafts` or none. On failure the caller undoes the transaction. */
export function createCampaigns(
  sql: Transaction,
  drafts: readonly NewCampaign[],
  { createdAt, today, since, pathOf, allow }: Making,
): Result<Campaign[]> {
  const errors: FieldError[] = [];
  const conflicts: FieldError[] = [];
  const made: Campaign[] = [];
  const given = new Set<Slug>();
  for (const [index, { answers: _, ...draft }] of drafts.entries()) {
    const path = pathOf(index);
    const refusal = channelRefusal(sql, draft.channel);
    if (refusal !== null) errors.push(at(`${path}channel`, refusal));
    errors.push(...hostErrors(sql, addressesOf(draft, path), allow));
    const slug = draft.slug ?? suggestSlug(draft.name, (candidate) => given.has(candidate) || findCampaign(sql, candidate) !== null);
    if (slug === null) {
      errors.push(problem(`${path}slug`, "no-slug"));
      continue;
    }
    const reason = slugRefusal(slug);
    if (reason !== null) errors.push(at(`${path}slug`, reason));
    if (given.has(slug)) conflicts.push(problem(`${path}slug`, "slug-twice", { slug }));
    else if (findCampaign(sql, slug) !== null) conflicts.push(problem(`${path}slug`, "slug-taken", { slug }));
    given.add(slug);
    if (errors.length + conflicts.length > 0) continue;
    const campaign = { ...draft, id: nextId(sql), slug, paused: false, archivedOn: null, createdAt, version: 1 };
    write(sql, campaign);
    made.push(campaign);
  }
  if (errors.length > 0) return failure({ type: "invalid", errors: [...errors, ...conflicts] });
  if (conflicts.length > 0) return failure({ type: "conflict", errors: conflicts });
  const full = limitReached(sql, since, today);
  if (full !== null) return failure({ type: "conflict", errors: [at("", full)] });
  const many = manyLinks(sql, drafts, since);
  return many.length === 0 ? success(made) : failure({ type: "conflict", errors: many });
}

/**
 * Asks about each channel in which more than `MAX_UNASKED_LINKS_A_DAY` links were made since `since`, unless their maker has answered. The
 * names of the links do not matter: a link for each person can be seen only by the number of links.
 */
function manyLinks(sql: SqlStorage, drafts: readonly NewCampaign[], since: string): FieldError[] {
  const confirmed = new Set(drafts.filter(({ answers }) => answers?.manyLinks === true).map(({ channel }) => channel));
  return [...new Set(drafts.map(({ channel }) => channel))].flatMap((channel): FieldError[] => {
    const { links } = sql
      .exec<{ links: number }>("SELECT count(*) AS links FROM campaigns WHERE channel = ? AND created_at >= ?", channel, since)
      .one();
    return links <= MAX_UNASKED_LINKS_A_DAY || confirmed.has(channel) ? [] : [problem("manyLinks", "many-links", { links, channel })];
  });
}

/** The addresses that a campaign, or a change of one, leads to. */
function addressesOf(change: CampaignChange, path: string): FieldAddress[] {
  return ADDRESS_FIELDS.map((name) => ({ path: `${path}${name}`, address: change[name] }));
}

function nextId(sql: SqlStorage): CampaignId {
  return sql
    .exec<{ id: CampaignId }>(
      "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM campaigns), (SELECT coalesce(max(value), 0) FROM settings WHERE name = 'last_campaign')) AS id",
    )
    .one().id;
}

/** Applies `change` when the campaign's version is one of `ifVersions`; null for whichever there is. */
export function changeCampaign(
  sql: Transaction,
  slug: Slug,
  change: CampaignChange,
  ifVersions: readonly number[] | null,
  { today, allow }: { readonly today: Day; readonly allow: Allow },
): Result<Campaign> {
  const found = findCampaign(sql, slug);
  if (found === null || found.archivedOn !== null) return notFound(slug);
  if (ifVersions?.includes(found.version) === false) return failure({ type: "stale", version: found.version });
  const fresh = addressesOf(change, "").filter(({ path, address }) => address !== found[path as AddressField]);
  const changed: Campaign = { ...found, ...change, version: found.version + 1 };
  const channel = change.channel === undefined ? null : channelRefusal(sql, change.channel);
  const errors = [
    ...(channel === null ? [] : [at("channel", channel)]),
    ...hostErrors(sql, fresh, allow),
    ...dayErrors(changed, change, today),
  ];
  if (errors.length > 0) return failure({ type: "invalid", errors });
  // Whoever edits it at the same time loses nothing by a form that was saved as it was.
  if (isNothing(recordedValues(found, change))) return success(found);
  write(sql, changed);
  const full = hasEnded(found, today) && !hasEnded(changed, today) ? revivalLimit(sql, today) : null;
  return full === null ? success(changed) : failure({ type: "conflict", errors: [at("", full)] });
}

const hasEnded = ({ endsOn }: Campaign, today: Day): boolean => endsOn !== null && endsOn < today;

/** Takes an archived campaign back: its link works again, and its counts go on. The hosts that it leads to must be allowed, as for a new one. */
export function restoreCampaign(
  sql: Transaction,
  slug: Slug,
  { today, allow }: { readonly today: Day; readonly allow: Allow },
): Result<Campaign> {
  const found = findCampaign(sql, slug);
  if (found === null) return notFound(slug);
  if (found.archivedOn === null) return conflict("", "not-in-archive");
  const errors = hostErrors(sql, addressesOf(found, ""), allow);
  if (errors.length > 0) return failure({ type: "invalid", errors });
  const restored: Campaign = { ...found, archivedOn: null, version: found.version + 1 };
  write(sql, restored);
  const full = revivalLimit(sql, today);
  return full === null ? success(restored) : failure({ type: "conflict", errors: [at("", full)] });
}

/** What is wrong with the days of a campaign as it would be after `change`. */
function dayErrors({ startsOn, endsOn }: Campaign, change: CampaignChange, today: Day): FieldError[] {
  if (endsOn === null) return [];
  const isReversed = startsOn !== null && endsOn < startsOn;
  return [
    ...(!isReversed
      ? []
      : [
          change.endsOn === undefined
            ? problem("startsOn", "starts-after-end", { endsOn })
            : problem("endsOn", "ends-before-start", { startsOn }),
        ]),
    ...(change.paused === false && endsOn < today ? [problem("status", "ended", { endsOn })] : []),
  ];
}

/** Ends the link; the counts stay, and nobody else gets the slug. */
export function archiveCampaign(sql: Transaction, slug: Slug, ifVersions: readonly number[] | null, today: Day): Result<Campaign> {
  const found = findCampaign(sql, slug);
  if (found === null || found.archivedOn !== null) return notFound(slug);
  if (ifVersions?.includes(found.version) === false) return failure({ type: "stale", version: found.version });
  const archived: Campaign = { ...found, archivedOn: today, version: found.version + 1 };
  write(sql, archived);
  return success(archived);
}

/** Takes an archived campaign out for good; its slug may be given out again, its number is not. */
export function removeCampaign(sql: Transaction, { id, slug, version }: Campaign): Result<Campaign> {
  const found = findCampaign(sql, slug);
  if (found === null || found.id !== id) return notFound(slug);
  if (found.version !== version) return failure({ type: "stale", version: found.version });
  raiseLastCampaign(sql, id);
  sql.exec("DELETE FROM ledger WHERE campaign = ?", id);
  sql.exec("DELETE FROM channel_uses WHERE campaign = ?", id);
  deleteRows(sql, "campaigns WHERE id = ?", id);
  return success(found);
}

export function notFound(slug: string): Result<never> {
  return failure({ type: "not-found", detail: `There is no campaign "${slug}".` });
}
