/** What goes out, as schemas: the OpenAPI document is made from them, and a test holds every answer to it. */
import * as v from "valibot";
import { SKIP_REASONS, type SkipReason } from "../../domain/kind.ts";
import { MAX_CAMPAIGNS, MAX_CHANNELS, MAX_ERRORS, MAX_KEYS, MAX_REPORT_ROWS } from "../../domain/limits.ts";
import { FIGURE_NAMES, FIGURES, type FigureName, type FigureUnit } from "../../domain/release/figures.ts";
import { ROLES } from "../../storage/registry/keys.ts";
import { EXPORT_FORMATS } from "../import/formats.ts";
import { PROBLEM_CODE_MEANING, ROLE_MEANINGS } from "./meanings.ts";
import { PROBLEM_CODES } from "./problem_codes.ts";

export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const bundles = v.pipe(v.number(), v.integer(), v.minValue(0), v.description("a multiple of groupSize"));
const share = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));
export const dayOut = v.pipe(v.string(), v.metadata({ format: "date" }));
export const uriOut = v.pipe(v.string(), v.metadata({ format: "uri" }));
export const rowOut = v.pipe(v.number(), v.integer(), v.minValue(1), v.description("as a spreadsheet numbers it: the header is row 1"));

export const importOut = v.strictObject({
  format: v.pipe(v.picklist(EXPORT_FORMATS), v.description("the service whose export it is")),
  preview: v.pipe(v.boolean(), v.description("true: nothing was made")),
  created: v.pipe(
    v.array(
      v.strictObject({
        row: rowOut,
        oldLink: v.pipe(v.string(), v.description("the link, or its code, as the other service has it")),
        link: v.pipe(uriOut, v.description("the link here")),
        slug: v.string(),
        name: v.string(),
        channel: v.string(),
        destination: uriOut,
        endsOn: v.nullable(dayOut),
        notes: v.pipe(v.array(v.string()), v.description("for the marketer, as sentences: what of the row was left out or cut")),
      }),
    ),
    v.maxLength(MAX_CAMPAIGNS),
    v.description("the campaigns that were made, or in a preview would be"),
  ),
  leftOut: v.array(
    v.strictObject({
      row: rowOut,
      link: v.pipe(v.string(), v.description("as the other service has it")),
      why: v.pipe(v.string(), v.description("for the marketer, as a sentence")),
    }),
  ),
  leftOutMore: v.optional(v.pipe(count, v.description(`how many more were left out, where they are more than ${MAX_ERRORS}`))),
  columnsLeftOut: v.pipe(v.array(v.string()), v.description("of which nothing is taken, counts of clicks among them")),
  notes: v.pipe(v.array(v.string()), v.description("about the whole file, as sentences")),
});
export const channelOut = v.strictObject({ id: v.string(), name: v.string() });
export const channelsOut = v.strictObject({ channels: v.pipe(v.array(channelOut), v.maxLength(MAX_CHANNELS)) });
export const hostOut = v.strictObject({ host: v.string(), addedOn: dayOut });
export const hostsOut = v.strictObject({ hosts: v.array(hostOut) });
export const signupOut = v.strictObject({
  counted: v.pipe(count, v.description("how many signups this report stands for; 0 for a test")),
  attributed: v.pipe(v.boolean(), v.description("whether a campaign has the code; false counts as unattributed")),
});

/** `Object.fromEntries` forgets the names. */
const byReason = v.strictObject(Object.fromEntries(SKIP_REASONS.map((reason) => [reason, bundles])) as Record<SkipReason, typeof bundles>);
const BY_UNIT = {
  count: bundles,
  reasons: byReason,
  rate: {
    rate: v.pipe(share, v.description("signups per visit; null where there are too few")),
    rateLow: v.pipe(share, v.description("the lower end of its 95% interval, which includes what bundles hide")),
    rateHigh: v.pipe(share, v.description("the upper end")),
  },
} as const satisfies Readonly<Record<FigureUnit, unknown>>;
type FigureEntries = {
  readonly [Name in Exclude<FigureName, "rate">]: (typeof BY_UNIT)[(typeof FIGURES)[Name]["unit"]];
} & typeof BY_UNIT.rate;

function entriesOf(name: FigureName): Readonly<Record<string, v.GenericSchema>> {
  const figure = FIGURES[name];
  if (figure.unit === "rate") return BY_UNIT.rate;
  const schema: v.GenericSchema = BY_UNIT[figure.unit];
  return { [name]: "meaning" in figure ? v.pipe(schema, v.description(figure.meaning)) : schema };
}
const figures = Object.assign({}, ...FIGURE_NAMES.map(entriesOf)) as FigureEntries;

const offBy = v.nullable(count);
export const MARGIN_MEANING = "with RELEASE=formal: in 95 of 100 cases figures are off by no more; null where nothing is out yet";
export const marginOut = v.pipe(
  v.strictObject({
    visits: offBy,
    signups: v.pipe(offBy, v.description("null where none of their weeks ended in these days")),
    mostlyNoise: v.pipe(v.boolean(), v.description("too small to be judged by itself")),
  }),
  v.description(MARGIN_MEANING),
);
const marked = { ...figures, margin: v.optional(marginOut) };

export const reportOut = v.strictObject({
  from: dayOut,
  to: dayOut,
  timeZone: v.string(),
  groupSize: v.pipe(count, v.description("how many events make a bundle")),
  releasedThrough: v.pipe(
    v.strictObject({ visits: dayOut, signups: v.nullable(dayOut) }),
    v.description("the last days whose figures are out; signups: null until the first day has closed"),
  ),
  rows: v.pipe(
    v.array(
      v.strictObject({
        channel: v.optional(v.string()),
        campaign: v.optional(v.string()),
        group: v.optional(v.pipe(v.nullable(v.string()), v.description("by=group, in the place of channel; null: the campaigns in none"))),
        period: v.optional(dayOut),
        ...marked,
      }),
    ),
    v.maxLength(MAX_REPORT_ROWS),
  ),
  unattributed: v.strictObject({ signups: bundles, margin: v.optional(offBy) }),
  totals: v.strictObject(marked),
  lost: v.pipe(count, v.description("events that were counted and could not be written; 0 unless something is wrong")),
  unknownLinks: v.pipe(
    count,
    v.description("requests for links that nobody made, such as misprints; a multiple of groupSize, in total only"),
  ),
  otherMargin: v.optional(v.pipe(offBy, v.description("as margin, of each reason of skipped, of lost and of unknownLinks"))),
});

export const statusOut = v.strictObject({
  version: v.pipe(v.string(), v.description("the program's")),
  schema: v.pipe(count, v.description("the number of the last change of the registry's tables")),
  registry: v.pipe(v.picklist(["ok"]), v.description("without the registry the answer is a 503")),
  clock: v.pipe(
    v.picklist(["ok", "unconfirmed"]),
    v.description("unconfirmed: it has leapt ahead by more than two days, and what comes is counted on the last day before that"),
  ),
  shards: v.array(
    v.strictObject({
      name: v.pipe(v.string(), v.description("visits-0 and so on, and signups")),
      state: v.pipe(
        v.picklist(["ok", "failing", "lost", "foreign", "newer"]),
        v.description(
          "failing: it cannot be reached, or cannot read its data; lost: its file is missing or empty; foreign: its data are of another installation; newer: a newer version wrote them",
        ),
      ),
    }),
  ),
  lastClose: v.pipe(v.nullable(dayOut), v.description("the last day of which signups are out")),
  closes: v.pipe(v.picklist(["ok", "behind"]), v.description("behind: a day of signups could have closed an hour ago, and has not")),
  lost: v.pipe(v.picklist(["none", "some"]), v.description("some: events were counted that no shard would take")),
  disk: v.optional(v.pipe(v.picklist(["ok", "nearly-full"]), v.description("on one machine only"))),
});

const keyFields = {
  id: v.string(),
  name: v.string(),
  role: v.pipe(v.picklist(ROLES), v.description(ROLE_MEANINGS)),
  createdOn: dayOut,
  lastUsedOn: v.pipe(
    v.nullable(dayOut),
    v.description("the last day of its use among the days that are over; with RELEASE=formal the first day of that month, once it is over"),
  ),
};
export const listedKeyOut = v.strictObject(keyFields);
export const keysOut = v.strictObject({ keys: v.pipe(v.array(listedKeyOut), v.maxLength(MAX_KEYS)) });
export const keyOut = v.strictObject({ ...keyFields, key: v.pipe(v.string(), v.description("the key itself, shown this once")) });

export const problemOut = v.strictObject({
  type: v.string(),
  title: v.string(),
  status: v.pipe(v.number(), v.integer()),
  detail: v.string(),
  errors: v.optional(
    v.array(
      v.strictObject({
        path: v.string(),
        message: v.string(),
        code: v.pipe(v.picklist(PROBLEM_CODES), v.description(PROBLEM_CODE_MEANING)),
      }),
    ),
  ),
});
