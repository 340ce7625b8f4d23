/**
 * What comes in, as schemas: they check the input, and the OpenAPI document is made from them. Where a check is more than JSON Schema can
 * say, `v.metadata` says as much of it as it can.
 */
import * as v from "valibot";
import { type ChannelId, parseChannelId } from "../../domain/campaign/campaign.ts";
import { parseSlug, type Slug } from "../../domain/campaign/slug.ts";
import { type Day, parseDay } from "../../domain/day.ts";
import { invisibleIn } from "../../domain/invisible.ts";
import {
  IDEMPOTENCY_HOURS,
  MAX_BODY_BYTES,
  MAX_HOST_CHARS,
  MAX_IDEMPOTENCY_KEY_CHARS,
  MAX_IF_MATCH_CHARS,
  MAX_NAME_CHARS,
} from "../../domain/limits.ts";
import { fault } from "../../domain/problems.ts";
import { ROW_KINDS } from "../../domain/release/row_sources.ts";
import { ROLES } from "../../storage/registry/keys.ts";
import { MEMBER_ROLES } from "../../storage/registry/members.ts";
import { fields } from "../http/fields.ts";
import { said } from "../http/said.ts";
import { line } from "../http/single_line.ts";
import { sentence } from "../ui/messages/problems.ts";
import { ROLE_MEANINGS } from "./meanings.ts";

export const slug = v.pipe(
  v.string(),
  v.maxLength(200, said("bad-slug")),
  v.check((text) => parseSlug(text) !== null, said("bad-slug")),
  v.description(sentence("en", fault("bad-slug"))),
  v.metadata({ minLength: 2, maxLength: 40, pattern: "^[A-Za-z0-9][A-Za-z0-9-]{0,38}[A-Za-z0-9]$" }),
  v.transform((text) => text.toLowerCase() as Slug),
);

/** One of these texts. */
export function oneOf<const Allowed extends readonly string[]>(allowed: Allowed) {
  return v.picklist(allowed, said("one-of", { allowed }));
}

/** The description stands before the transformation: the document shows what comes before it. */
function channelField(description: string) {
  return v.pipe(
    v.string(),
    v.check((text) => parseChannelId(text) !== null, said("bad-channel-id")),
    v.metadata({ minLength: 2, maxLength: 32, pattern: "^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$", description }),
    v.transform((text) => text as ChannelId),
  );
}
export const channelId = channelField(sentence("en", fault("bad-channel-id")));

export function currencyField(description: string) {
  return v.pipe(
    v.string(),
    v.check((text) => /^[A-Za-z]{3}$/.test(text), said("no-currency")),
    v.metadata({ minLength: 3, maxLength: 3, pattern: "^[A-Za-z]{3}$", description }),
    v.transform((text) => text.toUpperCase()),
  );
}

export function dayField(description?: string) {
  return v.pipe(
    v.string(),
    v.check((text) => parseDay(text) !== null, said("not-a-day")),
    v.metadata({ format: "date", pattern: "^2[01][0-9]{2}-[0-9]{2}-[0-9]{2}$", ...(description === undefined ? {} : { description }) }),
    v.transform((text) => text as Day),
  );
}

const role = v.pipe(oneOf(ROLES), v.description(ROLE_MEANINGS));

/** The same answer for all campaigns of a request. */
const yesForAll = (description: string) => v.optional(v.pipe(oneOf(["true", "false"]), v.description(description)));

export const newChannel = fields({ id: channelId, name: line(60) });
export const channelChange = fields({ name: line(60) });
export const newKeyBody = fields({
  name: line(MAX_NAME_CHARS),
  role,
});

export const keyChange = fields({ role });

/** Of a member, in lower case. */
export const memberEmail = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(254, said("too-long", { max: 254 })),
  v.check((text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.isWellFormed() && invisibleIn(text) === null, said("not-an-email")),
  v.transform((text) => text.toLowerCase()),
);

export const newMember = fields({
  email: memberEmail,
  role: oneOf(MEMBER_ROLES),
});

export const deletionQuery = fields({
  forever: v.optional(
    v.pipe(
      oneOf(["true", "false"]),
      v.description("true: deletes an archived campaign that brought nothing; its slug can be given out again"),
    ),
  ),
});

export const importQuery = fields({
  channel: v.optional(channelField("for links whose tags and utm_source name no channel; without it they are left out")),
  preview: v.optional(v.pipe(oneOf(["true", "false"]), v.description("true: say what would be made"))),
  samePageForAll: yesForAll(
    "true: as in a new campaign, for every link; without it links whose address looks like one person's are left out",
  ),
  manyLinks: yesForAll("true: as in a new campaign, for every link"),
});

export const bulkQuery = fields({
  samePageForAll: yesForAll("true: as in a new campaign, for every row"),
  manyLinks: yesForAll("true: as in a new campaign, for every row"),
});

/** A CSV file. How it is read is for others to say; this is for the document. */
export const csvText = v.pipe(v.string(), v.metadata({ maxLength: MAX_BODY_BYTES, description: "UTF-8; comma, semicolon or tab" }));

/** The parameters of paths, by name, and the headers that mean something. For the document: handlers read them with words of their own. */
export const pathParameters: Readonly<Record<string, v.GenericSchema>> = {
  slug,
  host: v.pipe(v.string(), v.metadata({ minLength: 1, maxLength: MAX_HOST_CHARS, description: "from the list of hosts" })),
  id: v.pipe(v.string(), v.uuid(), v.description("from the list")),
  channelId,
  unit: v.pipe(v.string(), v.metadata({ maxLength: 15, pattern: "^[0-9]{1,15}$", description: "from the list of units" })),
  shard: v.pipe(v.string(), v.metadata({ minLength: 1, maxLength: 32, description: "from the list of shards in GET /status" })),
};
export const ifMatch = v.pipe(
  v.string(),
  v.metadata({
    maxLength: MAX_IF_MATCH_CHARS,
    pattern: '^(\\*|(W/)?"[!#-~]*"( *, *(W/)?"[!#-~]*")*)$',
    description: "the ETag of the campaign as it was read; 412 when it has changed since",
  }),
);
export const idempotencyKey = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(MAX_IDEMPOTENCY_KEY_CHARS),
  v.metadata({
    pattern: "^[ -~]+$",
    description: `your own name for this report; one repeated with the same key within ${IDEMPOTENCY_HOURS} hours counts once`,
  }),
);

/** Whether a query's days, as far as it has any, are the first and the last. */
export function isInOrder({ from, to }: { readonly from?: Day | undefined; readonly to?: Day | undefined }): boolean {
  return from === undefined || to === undefined || from <= to;
}

export const reportQuery = v.pipe(
  fields({
    from: v.optional(dayField("the first day; without it 29 days before the last")),
    to: v.optional(dayField("the last day, included; without it today, or the first day when that is later")),
    by: v.optional(v.pipe(oneOf(ROW_KINDS), v.description("channel unless it is given"))),
    interval: v.optional(v.pipe(oneOf(["total", "day", "week", "month"]), v.description("total unless it is given"))),
  }),
  v.forward(v.partialCheck([["from"], ["to"]], isInOrder, said("to-before-from")), ["to"]),
);
