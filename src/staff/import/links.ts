/**
 * Links from another service's export, as campaigns: links only, never what was counted of them. Pure. What is left out is named with the
 * reason, row by row; a file that is no list of links is refused whole.
 */
import * as v from "valibot";
import { type Channel, type ChannelId, type NewCampaign, parseChannelId } from "../../domain/campaign/campaign.ts";
import { hostOf } from "../../domain/campaign/destination.ts";
import { resemblesIdentifier } from "../../domain/campaign/identifier.ts";
import { parseSlug, type Slug, slugRefusal } from "../../domain/campaign/slug.ts";
import { type Day, parseDay } from "../../domain/day.ts";
import { MAX_CAMPAIGNS, MAX_NAME_CHARS } from "../../domain/limits.ts";
import { at, type Fault, type FieldError, failure, fault, invalid, problem, type Result, success } from "../../domain/problems.ts";
import { daysIn } from "../../domain/tables/dates.ts";
import { type Cell, isEmptyRow } from "../../domain/tables/table_row.ts";
import { yesOrNo } from "../../domain/tables/yes_no.ts";
import { newCampaign } from "../campaigns/campaign_schema.ts";
import { ownRefusal } from "../campaigns/own_links.ts";
import { fieldError } from "../http/input.ts";
import { isCut, tableFrom } from "../http/table.ts";
import { clickLogColumns, EXPORT_FORMATS, type ExportFormat, isExportColumn, type Reader, readerFor } from "./formats.ts";
import { codeOf, isSameCode, LinksOnOldDomains } from "./short_link.ts";

export interface ImportOptions {
  readonly channels: readonly Channel[];
  /** The channel of a link whose tags and `utm_source` name none; null to leave such links out. */
  readonly defaultChannel: ChannelId | null;
  readonly allowedHosts: readonly string[];
  /** Whether the user confirmed that addresses that look personal lead everybody to the same page. */
  readonly samePageForAll?: boolean;
  /** Whether the user confirmed the large number of links in one channel. */
  readonly manyLinks?: boolean;
  /** Why no link may lead to a host, where that is known: `hostRefusal` for those that nobody allowed. */
  readonly refuseHost?: (host: string) => Fault | null;
  /** Where this Fivebar is, to which no link may lead; none when that is not known. */
  readonly ownOrigins?: readonly string[];
  /** Slugs that were given out before; none when that is not known yet. */
  readonly taken?: ReadonlySet<string>;
  /** How many more campaigns there can be; without it there is no limit yet. */
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
  /** The names of the columns that are not read, counts of clicks among them. */
  readonly columnsLeftOut: readonly string[];
  /** For the marketer: what there is to say about the whole file. */
  readonly notes: readonly Fault[];
}

/** Whether a file has the columns of another service or of a log of clicks. A file that names a `destination` is Fivebar's own. */
export function isExport(given: Uint8Array | string): boolean {
  const table = tableFrom(given, isExportColumn);
  if (!table.ok) return false;
  const { header } = table.value;
  const isOwn = header.some((name) => name.toLowerCase() === "destination");
  return !isOwn && (readerFor(header) !== null || clickLogColumns(header).length > 0);
}

/** Reads an export of a known service. Refuses any other file, and a log of clicks, before it reads a row. */
export function readExport(given: Uint8Array | string, options: ImportOptions): Result<ReadExport> {
  const read = tableFrom(given, isExportColumn);
  if (!read.ok) return failure({ type: "invalid", errors: [at("", read.error.code === "not-a-table" ? fault("empty-file") : read.error)] });
  const { header, rows, source } = read.value;
  const clicks = clickLogColumns(header);
  if (clicks.length > 0) {
    return invalid("", "click-log", { columns: clicks.map((name) => name.slice(0, 40)) });
  }
  const reader = readerFor(header);
  if (reader === null) return invalid("", "unknown-export", { services: EXPORT_FORMATS });
  if (source.badlyQuoted !== null) return invalid("", "open-quotation", { row: source.badlyQuoted });
  // Once for all rows: making the schema costs more than checking a row with it.
  const schema = newCampaign(options.allowedHosts);
  const oldLinks = new LinksOnOldDomains(reader, rows);
  const campaigns: ImportedLink[] = [];
  const leftOut: LeftOut[] = [];
  const rowOfSlug = new Map<Slug, number>();
  for (const [index, { row, cells }] of rows.entries()) {
    const link = linkOf(reader, cells);
    const cut = isCut(read.value, index) ? problem("", "cut-row", { cells: cells.length, columns: header.length }) : null;
    const found = cut ?? cellsRefusal(reader, cells, header.length) ?? readLink(reader, cells, { options, schema, oldLinks });
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
  const notes = [
    ...(source.encoding === "windows-1252" ? [fault("link-windows-1252")] : []),
    ...(source.isComplete || rows.length === 0 ? [] : [fault("link-open-end")]),
  ];
  return success({ format: reader.format, campaigns, leftOut, columnsLeftOut: reader.leftOut, notes });
}

/** A row may be short, because spreadsheets leave out empty cells at the end; it may not be longer than the header. */
function cellsRefusal(reader: Reader, cells: readonly Cell[], columns: number): FieldError | null {
  const isWhole = isEmptyRow(cells.slice(columns)) && (cells.length >= columns || reader.isEnough(cells));
  return isWhole ? null : problem("", "wrong-cell-count", { cells: cells.length, columns });
}

/** The link as its service has it, or its code; cut, because it may be any text. */
function linkOf(reader: Reader, line: readonly Cell[]): string {
  return (reader.read(line, "link") || reader.read(line, "code")).slice(0, 200);
}

/** What all rows of a file have in common. */
interface InCommon {
  readonly options: ImportOptions;
  readonly schema: ReturnType<typeof newCampaign>;
  readonly oldLinks: LinksOnOldDomains;
}

/** One row as a campaign, or why it cannot be one. */
function readLink(
  reader: Reader,
  line: readonly Cell[],
  { options, schema, oldLinks }: InCommon,
): Pick<ImportedLink, "draft" | "notes"> | FieldError {
  const code = codeIn(reader, line);
  const slug = typeof code === "string" ? parseSlug(code) : null;
  const stays = stateRefusal(reader, line) ?? (typeof code === "string" ? null : code);
  if (stays !== null) return stays;
  if (slug === null) return problem("", "link-code", { text: String(code).slice(0, 60) });
  const title = reader.read(line, "title").replace(/\s+/g, " ");
  const destination = reader.read(line, "destination");
  const refusal = nameRefusal(slug, title) ?? oldLinks.refusal(line, destination);
  if (refusal !== null) return refusal;
  const channel = channelOf(reader, line, destination, options);
  if (channel === null) return problem("", "link-without-channel");
  const expires = reader.read(line, "expires");
  const endsOn = lastDayIn(expires);
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
  if (!checked.success) return fieldError(checked.issues[0]);
  const refused = addressRefusal(checked.output.destination, slug, options);
  if (refused !== null) return refused;
  const notes = [...notesOn(chars.length, endsOn === null ? expires : ""), ...oldLinks.notesOn(line, destination, slug)];
  return { draft: { ...checked.output, slug }, notes };
}

/** Why a link is left out for its state at its service. A word that means neither yes nor no is reported, not taken for no. */
function stateRefusal(reader: Reader, line: readonly Cell[]): FieldError | null {
  const archived = reader.read(line, "archived");
  const isArchived = yesOrNo(archived);
  if (isArchived === true) return problem("", "link-archived");
  if (isArchived === null && archived !== "") return problem("", "link-unknown-word", { text: archived.slice(0, 40) });
  // The password itself may stand there: anything but a "no" means that there is one.
  const password = reader.read(line, "password");
  return password !== "" && yesOrNo(password) !== false ? problem("", "link-with-password") : null;
}

/** The code of a row, or why it is unclear: the row's own link contradicts it, or it contains a slash. */
function codeIn(reader: Reader, line: readonly Cell[]): string | FieldError {
  const [written, link] = [reader.read(line, "code"), reader.read(line, "link")];
  const code = written || codeOf(link);
  if (code.includes("/")) return problem("", "link-code-slash", { text: code.slice(0, 60) });
  const isContradicted = written !== "" && link !== "" && !isSameCode(written, link);
  return isContradicted ? problem("", "link-code-changed", { text: written.slice(0, 60), link: codeOf(link).slice(0, 60) }) : code;
}

function nameRefusal(slug: Slug, title: string): FieldError | null {
  const refusal = slugRefusal(slug);
  if (refusal !== null) return at("slug", refusal);
  const resembles = resemblesIdentifier(title);
  return resembles === null ? null : problem("", "link-title-personal", { resembles });
}

/** The last day of a link: as YYYY-MM-DD, or with the day first where it can be one day only. */
function lastDayIn(expires: string): Day | null {
  const day = parseDay(/^[\d-]{10}(?!\d)/.exec(expires)?.[0] ?? "");
  if (day !== null) return day;
  const { dmy, mdy } = daysIn(expires);
  return /^\d{1,2}\D/.test(expires) && (mdy === null || mdy === dmy) ? dmy : null;
}

/** Why no link may lead to a well-formed `address`; null when one may. */
function addressRefusal(address: string, slug: Slug, { ownOrigins, refuseHost }: ImportOptions): FieldError | null {
  const refusal = ownRefusal(ownOrigins ?? [], address, slug) ?? refuseHost?.(hostOf(address)) ?? null;
  return refusal === null ? null : at("destination", refusal);
}

/**
 * What the import does not take over from a link.
 *
 * @param expiry as the file has it, where it could not be read; otherwise empty
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

/** The channel that a tag names, or `utm_source` in a column or in the destination, by id or name; else the default. */
function channelOf(reader: Reader, line: readonly Cell[], destination: string, options: ImportOptions): ChannelId | null {
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
