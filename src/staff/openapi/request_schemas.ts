/**
 * What comes in, as schemas: they check the input, and the OpenAPI document is made from them. Where a check is more than JSON Schema can
 * say, `v.metadata` says as much of it as it can.
 */
import * as v from "valibot";
import { CHANNEL_RULE, type ChannelId, type NewCampaign, parseChannelId } from "../../domain/campaign/campaign.ts";
import { parseSlug, SLUG_RULE, type Slug } from "../../domain/campaign/slug.ts";
import { type Day, parseDay } from "../../domain/day.ts";
import { invisibleIn } from "../../domain/invisible.ts";
import {
  IDEMPOTENCY_HOURS,
  MAX_BODY_BYTES,
  MAX_HOST_CHARS,
  MAX_IDEMPOTENCY_KEY_CHARS,
  MAX_IF_MATCH_CHARS,
  MAX_NAME_CHARS,
  MAX_NOTES_CHARS,
  MAX_SIGNUPS_PER_REPORT,
  MAX_UNASKED_LINKS_A_DAY,
} from "../../domain/limits.ts";
import { ROLES } from "../../storage/registry/keys.ts";
import { MEMBER_ROLES } from "../../storage/registry/members.ts";
import { address, samePageForAll, samePageQuestion } from "../campaigns/address_schema.ts";
import { spec } from "../campaigns/spec_schema.ts";
import { line } from "../http/single_line.ts";
import { ROLE_MEANINGS } from "./meanings.ts";

export const slug = v.pipe(
  v.string(),
  v.maxLength(200, SLUG_RULE),
  v.check((text) => parseSlug(text) !== null, SLUG_RULE),
  v.description(SLUG_RULE),
  v.metadata({ minLength: 2, maxLength: 40, pattern: "^[A-Za-z0-9][A-Za-z0-9-]{0,38}[A-Za-z0-9]$" }),
  v.transform((text) => text.toLowerCase() as Slug),
);

/** The description stands before the transformation: the document shows what comes before it. */
function channelField(description: string) {
  return v.pipe(
    v.string(),
    v.check((text) => parseChannelId(text) !== null, CHANNEL_RULE),
    v.metadata({ minLength: 2, maxLength: 32, pattern: "^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$", description }),
    v.transform((text) => text as ChannelId),
  );
}
const channelId = channelField(CHANNEL_RULE);

function dayField(description: string) {
  return v.pipe(
    v.string(),
    v.check((text) => parseDay(text) !== null, "must be a day that exists, as YYYY-MM-DD, from 2000 to 2199"),
    v.metadata({ format: "date", pattern: "^2[01][0-9]{2}-[0-9]{2}-[0-9]{2}$", description }),
    v.transform((text) => text as Day),
  );
}

const role = v.pipe(v.picklist(ROLES, `must be one of ${ROLES.join(", ")}`), v.description(ROLE_MEANINGS));

const notes = v.pipe(
  v.string(),
  v.maxLength(MAX_NOTES_CHARS, `at most ${MAX_NOTES_CHARS} characters`),
  v.check((text) => text.isWellFormed() && !/[^\P{Cc}\t\r\n]/u.test(text), "must be text without control characters"),
  v.description("for staff only"),
  v.metadata({ pattern: "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]*$" }),
);

function campaignFields(allowedHosts: readonly string[]) {
  return {
    name: line(MAX_NAME_CHARS),
    channel: channelId,
    destination: address(allowedHosts),
    startsOn: v.nullish(dayField("the first day on which visits count")),
    endsOn: v.nullish(dayField("the last day on which visits count")),
    thanksUrl: v.nullish(address(allowedHosts)),
    countRepeats: v.optional(
      v.pipe(v.boolean(), v.description("true unless it is given; false: the browser remembers the redirect until the day ends")),
    ),
    notes: v.nullish(notes),
    spec: v.nullish(spec),
    samePageForAll,
  };
}

const manyLinks = v.optional(
  v.pipe(
    v.boolean(),
    v.description(
      `true: more than ${MAX_UNASKED_LINKS_A_DAY} new links in this channel today are meant, each for an ad; no field, but the history records it`,
    ),
  ),
);

/** The same answer for all campaigns of a request. */
const yesForAll = (description: string) =>
  v.optional(v.pipe(v.picklist(["true", "false"], "must be true or false"), v.description(description)));

/** A new campaign; `slug` may be left out, and is then made from the name. */
export function newCampaign(allowedHosts: readonly string[]) {
  return v.pipe(
    v.strictObject({ slug: v.nullish(slug), ...campaignFields(allowedHosts), manyLinks }),
    v.forward(
      v.partialCheck(
        [["startsOn"], ["endsOn"]],
        ({ startsOn, endsOn }) => !startsOn || !endsOn || startsOn <= endsOn,
        "must not be before the first day (startsOn)",
      ),
      ["endsOn"],
    ),
    samePageQuestion(),
    v.transform(
      (input): NewCampaign => ({
        slug: input.slug ?? null,
        name: input.name,
        channel: input.channel,
        destination: input.destination,
        startsOn: input.startsOn ?? null,
        endsOn: input.endsOn ?? null,
        thanksUrl: input.thanksUrl ?? null,
        countRepeats: input.countRepeats ?? true,
        notes: input.notes || null,
        spec: input.spec ?? null,
        answers: {
          ...(input.samePageForAll === true ? { samePageForAll: true } : {}),
          ...(input.manyLinks === true ? { manyLinks: true } : {}),
        },
      }),
    ),
  );
}

/** A change: any of the fields, and `status` to pause and resume. A slug never changes: it stands in ads. */
export function campaignChange(allowedHosts: readonly string[]) {
  return v.pipe(
    v.partial(
      v.strictObject({
        ...campaignFields(allowedHosts),
        status: v.pipe(
          v.picklist(["paused", "live"], 'must be "paused" or "live"'),
          v.description("paused: the link leads on without a code, and nothing counts; live: as its dates say"),
        ),
      }),
    ),
    v.check((input) => Object.keys(input).some((name) => name !== "samePageForAll"), "must change at least one field"),
    samePageQuestion(),
  );
}

export const newChannel = v.strictObject({ id: channelId, name: line(60) });
export const channelChange = v.strictObject({ name: line(60) });
export const newKeyBody = v.strictObject({
  name: line(MAX_NAME_CHARS),
  role,
});

export const newMember = v.strictObject({
  email: v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(254, "at most 254 characters"),
    v.check(
      (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.isWellFormed() && invisibleIn(text) === null,
      "must be an email address",
    ),
    v.transform((text) => text.toLowerCase()),
  ),
  role: v.picklist(MEMBER_ROLES, `must be one of ${MEMBER_ROLES.join(", ")}`),
});

export const signupReport = v.strictObject({
  campaign: v.pipe(v.nullable(slug), v.description("the code that the visitor came with; null when there was none")),
  count: v.optional(
    v.pipe(
      v.number(),
      v.description("how many signed up; 1 unless it is given"),
      v.integer("must be a whole number"),
      v.minValue(1, `1 to ${MAX_SIGNUPS_PER_REPORT}`),
      v.maxValue(MAX_SIGNUPS_PER_REPORT, `1 to ${MAX_SIGNUPS_PER_REPORT}`),
    ),
  ),
  test: v.optional(v.pipe(v.boolean(), v.description("true: check everything, count nothing"))),
});

export const deletionQuery = v.strictObject({
  forever: v.optional(
    v.pipe(
      v.picklist(["true", "false"], "must be true or false"),
      v.description("true: deletes an archived campaign that brought nothing; its slug can be given out again"),
    ),
  ),
});

export const importQuery = v.strictObject({
  channel: v.optional(channelField("for links whose tags and utm_source name no channel; without it they are left out")),
  preview: v.optional(v.pipe(v.picklist(["true", "false"], "must be true or false"), v.description("true: say what would be made"))),
  samePageForAll: yesForAll(
    "true: as in a new campaign, for every link; without it links whose address looks like one person's are left out",
  ),
  manyLinks: yesForAll("true: as in a new campaign, for every link"),
});

export const bulkQuery = v.strictObject({
  samePageForAll: yesForAll("true: as in a new campaign, for every row"),
  manyLinks: yesForAll("true: as in a new campaign, for every row"),
});

/** A CSV file. How it is read is for others to say; this is for the document. */
export const csvText = v.pipe(v.string(), v.metadata({ maxLength: MAX_BODY_BYTES, description: "UTF-8; comma, semicolon or tab" }));

/** The parameters of paths, by name, and the headers that mean something. For the document: handlers read them with words of their own. */
export const pathParameters: Readonly<Record<string, v.GenericSchema>> = {
  slug,
  host: v.pipe(v.string(), v.metadata({ maxLength: MAX_HOST_CHARS, description: "from the list of hosts" })),
  id: v.pipe(v.string(), v.uuid(), v.description("from the list of keys")),
  channelId,
  shard: v.pipe(v.string(), v.metadata({ maxLength: 32, description: "from the list of shards in GET /status" })),
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

export const reportQuery = v.pipe(
  v.strictObject({
    from: v.optional(dayField("the first day; without it 29 days before the last")),
    to: v.optional(dayField("the last day, included; without it today, or the first day when that is later")),
    by: v.optional(v.pipe(v.picklist(["channel", "campaign"], "must be channel or campaign"), v.description("channel unless it is given"))),
    interval: v.optional(
      v.pipe(v.picklist(["total", "day", "week", "month"], "must be total, day, week or month"), v.description("total unless it is given")),
    ),
  }),
  v.forward(
    v.partialCheck([["from"], ["to"]], ({ from, to }) => from === undefined || to === undefined || from <= to, "must not be before from"),
    ["to"],
  ),
);
