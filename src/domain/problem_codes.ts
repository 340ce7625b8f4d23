/**
 * Every problem that has a code, and what its sentence needs to know. Plain data: the sentences are made at the edge, in each language
 * (src/staff/ui/messages/en/problems.ts and nl/problems.ts, which do not compile when one is missing). Once given out, a code keeps its meaning.
 */

import type { AdFigureNotes, AdFigureProblems, AdFileNotes, AdFileProblems } from "./ad_figures/problem_codes.ts";

/** What a text resembles that names one person. */
export type Resembling = "email" | "uuid" | "token" | "long-number" | "grouped-number";

/** The types of values in JSON. */
export type JsonType = "string" | "number" | "boolean" | "object" | "array" | "null";

/** No parameters. */
type None = Readonly<Record<never, never>>;
type Max = { readonly max: number };
type Name = { readonly name: string };

/** Problems with a value, whatever it is for. */
interface ValueProblems {
  readonly required: None;
  /** @property received as the checker writes it: a value, `Object` or `Array` */
  readonly "wrong-type": { readonly expected: readonly JsonType[]; readonly received: string };
  readonly "unknown-field": None;
  readonly "given-twice": None;
  readonly empty: None;
  readonly "too-long": Max;
  readonly "too-long-escaped": Max;
  readonly "not-one-line": None;
  readonly "control-characters": None;
  readonly "invisible-character": { readonly character: string };
  readonly "nothing-visible": None;
  readonly "separator-in-entry": None;
  readonly "too-many-entries": Max;
  readonly "not-whole": None;
  readonly "out-of-range": { readonly min: number; readonly max: number };
  readonly negative: None;
  readonly "too-large": Max;
  readonly "one-of": { readonly allowed: readonly string[] };
  readonly "not-a-day": None;
  readonly "not-an-email": None;
  readonly "bad-etag": None;
  readonly "bad-idempotency-key": Max;
  readonly "broken-body": None;
  readonly "not-utf8": None;
  readonly "not-json": None;
  /** Stands for the rest of a long list. */
  readonly more: { readonly count: number };
}

/** Problems with a campaign. */
interface CampaignProblems {
  readonly "bad-slug": None;
  readonly "slug-reserved": { readonly slug: string };
  readonly "slug-personal": { readonly resembles: Resembling };
  readonly "slug-taken": { readonly slug: string };
  readonly "slug-twice": { readonly slug: string };
  readonly "no-slug": None;
  readonly "bad-code-param": None;
  readonly "no-change": None;
  /** @property startsOn null where the reader has just said it */
  readonly "ends-before-start": { readonly startsOn: string | null };
  readonly "starts-after-end": { readonly endsOn: string };
  readonly ended: { readonly endsOn: string };
  readonly "ages-reversed": None;
  readonly "too-many-campaigns": Max;
  readonly "too-many-campaigns-a-day": Max;
  readonly "too-many-campaigns-ever": Max;
  readonly "too-many-rows": Max;
  readonly "no-rows": None;
  readonly "many-links": { readonly links: number; readonly channel: string };
  readonly "not-archived": None;
  readonly "not-in-archive": None;
  readonly "archived-lately": { readonly archivedOn: string; readonly from: string };
  readonly "brought-something": None;
  readonly "signups-not-out": { readonly through: string; readonly archivedOn: string };
}

/** Problems with an address that visitors are sent to. */
interface AddressProblems {
  readonly "blanks-in-address": None;
  readonly "not-an-address": None;
  readonly "host-incomplete": None;
  readonly "not-https": None;
  readonly credentials: None;
  readonly placeholder: { readonly text: string };
  /** @property parameter that is one person's; null when it is an email address in the text */
  readonly personal: { readonly parameter: string | null };
  readonly "looks-personal": { readonly resembles: Resembling };
  readonly "host-not-configured": { readonly allowed: readonly string[] };
  readonly "host-not-allowed": { readonly host: string; readonly isRedirector: boolean };
  readonly "leads-here": None;
  readonly "leads-to-own-computer": None;
}

/** Problems with what admins keep: channels, keys, members, hosts. */
interface AdminProblems {
  readonly "bad-channel-id": None;
  readonly "no-such-channel": { readonly channel: string; readonly channels: readonly string[] };
  readonly "channel-exists": { readonly channel: string };
  readonly "channel-name-taken": Name;
  readonly "too-many-channels": Max;
  readonly "channel-used": { readonly channel: string };
  readonly "last-channel": None;
  readonly "too-many-keys": Max;
  readonly "key-name-taken": Name;
  readonly "key-name-reserved": Name;
  readonly "key-name-with-at": None;
  readonly "key-name-in-history": Name;
  readonly "own-role": None;
  readonly "last-admin": None;
  readonly "too-many-access-changes": Max;
  readonly "too-many-members": Max;
  readonly "too-many-hosts": Max;
  readonly "bad-host": None;
  readonly "too-many-annotations": Max;
  readonly "too-many-targets": Max;
  readonly "no-counts-lost": None;
  readonly "move-off": None;
  readonly "move-not-sealed": None;
  readonly "move-order": { readonly next: number };
  readonly "move-differs": { readonly what: string; readonly there: string; readonly here: string };
  readonly "move-not-empty": None;
  readonly "move-under-way": None;
  readonly "too-many-report-links": Max;
  readonly "bad-link-period": None;
  readonly "already-over": None;
}

/** Problems with a report, or with a file. */
interface FileProblems {
  readonly "report-too-long": Max;
  readonly "report-too-large": None;
  readonly "to-before-from": None;
  readonly "too-many-lines": Max;
  readonly "too-many-columns": Max;
  readonly "no-header": None;
  readonly "unknown-column": { readonly columns: readonly string[] };
  /** @property row null where the path names it */
  readonly "open-quotation": { readonly row: number | null };
  /** The last row ends early, and nothing shows that the text does not. */
  readonly "cut-row": { readonly cells: number; readonly columns: number };
  readonly "wrong-cell-count": { readonly cells: number; readonly columns: number };
  readonly "empty-file": None;
  readonly "click-log": { readonly columns: readonly string[] };
  readonly "unknown-export": { readonly services: readonly string[] };
}

/** Why an import leaves out another service's link, or a part of it. Used beside the codes above; never in the `errors` of an answer. */
interface LinkProblems {
  readonly "link-archived": None;
  readonly "link-with-password": None;
  readonly "link-code": { readonly text: string };
  readonly "link-code-slash": { readonly text: string };
  readonly "link-code-changed": { readonly text: string; readonly link: string };
  readonly "link-code-like-day": { readonly slug: string };
  readonly "link-unknown-word": { readonly text: string };
  readonly "link-loop": { readonly link: string };
  readonly "link-same-host": { readonly host: string };
  readonly "link-windows-1252": None;
  readonly "link-open-end": None;
  readonly "link-title-personal": { readonly resembles: Resembling };
  readonly "link-without-channel": None;
  readonly "link-code-twice": { readonly slug: string; readonly row: number };
  readonly "link-without-room": Max;
  readonly "link-expiry": { readonly text: string };
  readonly "link-title-cut": Max;
}

/** Problems with a form of the dashboard; none is in the `errors` of an answer. */
interface FormProblems {
  readonly "form-unreadable": None;
  readonly "form-unknown-field": None;
  readonly "form-too-many-fields": Max;
  readonly "form-no-channel": None;
  readonly "form-same-name": { readonly slug: string; readonly channel: string };
  readonly "form-completed": None;
  readonly "form-amount": None;
  readonly "form-period": None;
  readonly "form-redirector": None;
  readonly "form-own-member": None;
  readonly "form-slug-too-long": Max;
}

/** Why the configuration cannot be used with the data that are there; none is in the `errors` of an answer. */
interface ConfigurationProblems {
  readonly "group-size-locked": { readonly released: number };
  readonly "formal-locked": None;
  readonly "newer-data": { readonly version: string; readonly object: string; readonly schema: number; readonly known: number };
  readonly "counts-lost": { readonly shard: string };
  readonly "registry-lost": { readonly shard: string };
  readonly "counts-foreign": { readonly shard: string };
}

export type ApiProblems = ValueProblems &
  CampaignProblems &
  AddressProblems &
  AdminProblems &
  FileProblems &
  AdFileProblems &
  AdFigureProblems;
export type ApiProblemCode = keyof ApiProblems;

/** What the sentence of each problem must be told. */
export type ProblemParams = ApiProblems & LinkProblems & AdFileNotes & AdFigureNotes & FormProblems & ConfigurationProblems;
export type ProblemCode = keyof ProblemParams;
