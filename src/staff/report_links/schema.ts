/** Report links as schemas: what an admin asks for, and how they are listed. */
import * as v from "valibot";
import { MAX_CAMPAIGNS, MAX_CHANNELS, MAX_GROUP_CHARS, MAX_NAME_CHARS, MAX_REPORT_LINKS } from "../../domain/limits.ts";
import { MOVING_PERIODS } from "../../domain/report_link.ts";
import { fields } from "../http/fields.ts";
import { said } from "../http/said.ts";
import { shortList } from "../http/short_list.ts";
import { line } from "../http/single_line.ts";
import { channelId, dayField, isInOrder, slug } from "../openapi/request_schemas.ts";
import { dayOut } from "../openapi/response_schemas.ts";

/** Windows that are named by a word. */
export const NAMED_PERIODS = ["all", ...(Object.keys(MOVING_PERIODS) as (keyof typeof MOVING_PERIODS)[])] as const;

const days = v.pipe(
  fields({ from: dayField(), to: dayField() }),
  v.forward(v.partialCheck([["from"], ["to"]], isInOrder, said("to-before-from")), ["to"]),
);

function list<const Item extends v.GenericSchema>(item: Item, max: number) {
  const items = v.pipe(v.array(item), v.minLength(1, said("empty")), v.maxLength(max));
  return v.nullish(shortList(items, max, said("too-many-entries", { max })));
}

export const newReportLink = fields({
  name: line(MAX_NAME_CHARS),
  period: v.pipe(v.union([v.picklist(NAMED_PERIODS), days], said("bad-link-period")), v.description("30d and 90d move on each day")),
  channels: list(channelId, MAX_CHANNELS),
  campaigns: list(slug, MAX_CAMPAIGNS),
  group: v.nullish(line(MAX_GROUP_CHARS)),
  signups: v.pipe(v.boolean(), v.description("whether signups are shown, and not visits alone")),
  expiresOn: v.nullish(dayField("the last day on which the link works")),
});

const reportLinkOut = v.strictObject({
  id: v.string(),
  name: v.string(),
  period: v.union([v.picklist(NAMED_PERIODS), v.strictObject({ from: dayOut, to: dayOut })]),
  channels: v.pipe(v.nullable(v.array(v.string())), v.description("null: all")),
  campaigns: v.pipe(v.nullable(v.array(v.string())), v.description("null: all of the channels")),
  group: v.pipe(v.nullable(v.string()), v.description("null: all, and those in none")),
  signups: v.boolean(),
  expiresOn: v.nullable(dayOut),
  createdOn: dayOut,
});
export const reportLinksOut = v.strictObject({ reportLinks: v.pipe(v.array(reportLinkOut), v.maxLength(MAX_REPORT_LINKS)) });
export const madeLinkOut = v.strictObject({
  id: v.string(),
  url: v.pipe(v.string(), v.description("shown in this answer and never again")),
});
