/**
 * Links from another service's export, as campaigns: links only, never what was counted of them. Pure. What is left out is named with the
 * reason, row by row; a file that is no list of links is refused whole.
 */
import * as v from "valibot";
import { type Channel, type ChannelId, type NewCampaign, parseChannelId } from "../../domain/campaign/campaign.ts";
import { hostOf } from "../../domain/campaign/destination.ts";
import { resemblesIdentifier } from "../../domain/campaign/identifier.ts";
import { parseSlug, type Slug, slugRefusal } from "../../domain/campaign/slug.ts";
import { parseDay } from "../../domain/day.ts";
import { MAX_CAMPAIGNS, MAX_NAME_CHARS } from "../../domain/limits.ts";
import { at, type Fault, type FieldError, failure, fault, invalid, problem, type Result, success } from "../../domain/problems.ts";
import { newCampaign } from "../campaigns/campaign_schema.ts";
import { ownRefusal } from "../campaigns/own_links.ts";
import { headerOf, isEmptyLine, parseCsv, sizeRefusal } from "../http/csv.ts";
import { fieldError } from "../http/input.ts";
import { clickLogColumns, EXPORT_FORMATS, type ExportFormat, type Reader, readerFor } from "./formats.ts";

export interface ImportOptions {
  readonly channels: readonly Channel[];
  /** The channel of a link whose tags and `utm_source` name none; null to leave such links out. */
  readonly defaultChannel: ChannelId | null;
  readonly allowedHosts: readonly string[];
  /** Whether addresses that look as if they were one person's are said to be everybody's. */
  readonly samePageForAll?: boolean;
  /** Whether so many links in one channel are said to be meant. */
  readonly manyLinks?: boolean;
  /** Why no link may lead to a host, where that is known: `hostRefusal` for those that nobody allowed. */
  readonly refuseHost?: (host: string) => Fault | null;
  /** Where this Fivebar is, to which no link may lead; none when that is not known. */
  readonly ownOrigins?: readonly string[];
  /** Slugs that were given out before; none when that is not known yet. */
  readonly taken?: ReadonlySet<string>;
  /** How many more campaigns there can be; all that there ever can be when that is not known yet. */
  readonly room?: number;
}

export interface ImportedLink {
  /** Its row as a spreadsheet numbers it: the header is row 1. */
  readonly row: number;
  /** The link as the other service has it. */
  readonly link: string;
  readonly draft: NewCampaign & { readonly slug: Slug };
  /** For the marketer: what of the row was left out or cut. */
  readonly notes: readonly Fault[];
}

export interface LeftOut {
  readonly row: number;
  readonly link: string;
  /** For the marketer: why, and where it helps what to do. The path is empty, or the field of a campaign that it is about. */
  readonly why: FieldError;
}

export interface ReadExport {
  readonly format: ExportFormat;
  readonly campaigns: readonly ImportedLink[];
  readonly leftOut: readonly LeftOut[];
  /** The names of the columns of which nothing is taken, counts of clicks among them. */
  readonly columnsLeftOut: readonly string[];
}

/** Whether a file has the columns of another service, or those of a log of clicks, and not Fivebar's own: those always name a destination. */
export function isExport(text: string): boolean {
  const header = headerOf(text);
  return !header.includes("destination") && (readerFor(header) !== null || clickLogColumns(header).length > 0);
}

/** Reads a CSV export of a known service. Fails, with nothing of it read, when it is none or when it is a log of clicks. */
export function readExport(text: string, options: ImportOptions): Result<ReadExport> {
  const refusal = sizeRefusal(text);
  if (refusal !== null) return failure({ type: "invalid", errors: [at("", refusal)] });
  const table = parseCsv(text);
  if (table === null) return invalid("", "empty-file");
  const clicks = clickLogColumns(table.header);
  if (clicks.length > 0) {
    return invalid("", "click-log", { columns: clicks.map((name) => name.slice(0, 40)) });
  }
  const reader = readerFor(table.header);
  if (reader === null) return invalid("", "unknown-export", { services: EXPORT_FORMATS });
  if (table.badlyQuoted !== null) {
    const row = table.headerRow + 1 + table.badlyQuoted;
    return invalid("", "open-quotation", { row });
  }
  // Once for all rows: to make it costs more than to check a row with it.
  const schema = newCampaign(options.allowedHosts);
  const campaigns: ImportedLink[] = [];
  const leftOut: LeftOut[] = [];
  const rowOfSlug = new Map<Slug, number>();
  for (const [index, line] of table.lines.entries()) {
    if (isEmptyLine(line)) continue;
    const row = table.headerRow + 1 + index;
    const link = linkOf(reader, line);
    const isWhole = line.length >= table.header.length && isEmptyLine(line.slice(table.header.length));
    const found = isWhole
      ? readLink(reader, line, options, schema)
      : problem("", "wrong-cell-count", { cells: line.length, columns: table.header.length });
    if ("code" in found) {
      leftOut.push({ row, link, why: found });
      continue;
    }
    const why = refusalAmongOthers(found.draft.slug, rowOfSlug, campaigns.length, options);
    if (why !== null) {
      leftOut.push({ row, link, why });
      continue;
    }
    rowOfSlug.set(found.draft.slug, row);
    campaigns.push({ row, link, ...found });
  }
  return success({ format: reader.format, campaigns, leftOut, columnsLeftOut: reader.leftOut });
}

/** The link as its service has it, or what stands in its place; shortened, because it may be anything. */
function linkOf(reader: Reader, line: readonly string[]): string {
  return (reader.read(line, "link") || reader.read(line, "code")).slice(0, 200);
}

/** One row as a campaign, or why it cannot be one. */
function readLink(
  reader: Reader,
  line: readonly string[],
  options: ImportOptions,
  schema: ReturnType<typeof newCampaign>,
): Pick<ImportedLink, "draft" | "notes"> | FieldError {
  if (isYes(reader.read(line, "archived"))) return problem("", "link-archived");
  if (isSet(reader.read(line, "password"))) return problem("", "link-with-password");
  const code = codeOf(reader.read(line, "code") || reader.read(line, "link"));
  const slug = parseSlug(code);
  if (slug === null) return problem("", "link-code", { text: code.slice(0, 60) });
  const refusal = slugRefusal(slug);
  if (refusal !== null) return at("slug", refusal);
  const title = reader.read(line, "title").replace(/\s+/g, " ");
  const resembles = resemblesIdentifier(title);
  if (resembles !== null) return problem("", "link-title-personal", { resembles });
  const destination = reader.read(line, "destination");
  const channel = channelOf(reader, line, destination, options);
  if (channel === null) return problem("", "link-without-channel");
  const expires = reader.read(line, "expires");
  const endsOn = parseDay(/^[\d-]{10}(?!\d)/.exec(expires)?.[0] ?? "");
  const chars = [...(title || slug)];
  const name = chars.slice(0, MAX_NAME_CHARS).join("").trim();
  const checked = v.safeParse(schema, {
    slug,
    name,
    channel,
    destination,
    ...(endsOn === null ? {} : { endsOn }),
    samePageForAll: options.samePageForAll === true,
    manyLinks: options.manyLinks === true,
  });
  if (checked.success) {
    const refused = addressRefusal(checked.output.destination, slug, options);
    if (refused !== null) return refused;
    return { draft: { ...checked.output, slug }, notes: notesOn(chars.length, endsOn === null ? expires : "") };
  }
  return fieldError(checked.issues[0]);
}

/** Why no link may lead to a well-formed `address`; null when one may. */
function addressRefusal(address: string, slug: Slug, { ownOrigins, refuseHost }: ImportOptions): FieldError | null {
  const refusal = ownRefusal(ownOrigins ?? [], address, slug) ?? refuseHost?.(hostOf(address)) ?? null;
  return refusal === null ? null : at("destination", refusal);
}

/**
 * What a link's campaign does not have of it.
 *
 * @param expiry as it is written there, where it could not be read; else empty
 */
function notesOn(titleChars: number, expiry: string): Fault[] {
  return [
    ...(expiry === "" ? [] : [fault("link-expiry", { text: expiry.slice(0, 40) })]),
    ...(titleChars > MAX_NAME_CHARS ? [fault("link-title-cut", { max: MAX_NAME_CHARS })] : []),
  ];
}

/** Why a link that is fine by itself cannot stand beside the others; null when it can. */
function refusalAmongOthers(slug: Slug, rowOfSlug: ReadonlyMap<Slug, number>, count: number, options: ImportOptions): FieldError | null {
  const other = rowOfSlug.get(slug);
  if (other !== undefined) return problem("", "link-code-twice", { slug, row: other });
  if (options.taken?.has(slug) === true) return problem("slug", "slug-taken", { slug });
  const room = options.room ?? Number.POSITIVE_INFINITY;
  return count < room ? null : problem("", "link-without-room", { max: MAX_CAMPAIGNS });
}

/** The code at the end of a short link, or the code itself where that is what the file has. */
function codeOf(text: string): string {
  const path = text.replace(/[?#].*$/s, "").replace(/\/+$/, "");
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The channel that a tag names, or `utm_source` in a column or in the destination, by id or name; else the default. */
function channelOf(reader: Reader, line: readonly string[], destination: string, options: ImportOptions): ChannelId | null {
  const tags = reader.read(line, "tags").split(/[|,;]/);
  const inAddress = URL.canParse(destination) ? (new URL(destination).searchParams.get("utm_source") ?? "") : "";
  for (const text of [...tags, reader.read(line, "source"), inAddress]) {
    const word = text
      .replace(/["'[\]]/g, "")
      .trim()
      .toLowerCase();
    const found = options.channels.find(({ id, name }) => id === word || name.toLowerCase() === word);
    if (found !== undefined) return parseChannelId(found.id);
  }
  return options.defaultChannel;
}

function isYes(text: string): boolean {
  return /^(?:true|yes|1|t)$/i.test(text);
}

function isSet(text: string): boolean {
  return text !== "" && !/^(?:false|no|0|f)$/i.test(text);
}
