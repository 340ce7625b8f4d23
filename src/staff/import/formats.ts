/**
 * How the exports of other link services name their columns. Pure. A format is known by its columns alone: the services' files carry no
 * other mark. Names are compared without regard to case, spaces and underscores, because one service writes them in two ways.
 *
 * Where each list comes from:
 * - Bitly: the "Export" of its Links page has "Link", "Custom Link" and "Destination URL" (URLR's guide for moving from Bitly); scripts
 *   that write its API to a file use the API's names `link`, `custom_bitlinks`, which is a list, `long_url`, `title`, `tags`, `archived`
 *   (Bitly API v4).
 * - Dub: the columns of its "Export links" are chosen by the user and written under their labels; an older version wrote the API's names
 *   `domain`, `key`, `url`, `archived`, `expiresAt`, `title`, `utm_source`, `shortLink`, `clicks`, … (dubinc/dub).
 * - Shlink: its web client writes `createdAt`, `domain`, `shortCode`, `shortUrl`, `longUrl`, `title`, `tags` with | between, and `visits`
 *   (shlinkio/shlink-web-component).
 * - YOURLS: has no export of its own; the table of its links has `keyword`, `url`, `title`, `timestamp`, `ip`, `clicks`, and an importer of
 *   others (Drupal's Short URL) knows it by `source`, `target`, `hits`.
 * - Kutt: no export to CSV was found; its API and its table name a link's `address`, `target`, `description`, `banned`, `password`,
 *   `visit_count`.
 */

import { type Cell, textOf } from "../../domain/tables/table_row.ts";
import { columnName } from "../http/table.ts";

export const EXPORT_FORMATS = ["bitly", "dub", "shlink", "yourls", "kutt"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The fields that are read of a row. Counts of clicks and other columns are not named here, so they are never read. */
type LinkField = "link" | "code" | "destination" | "title" | "tags" | "source" | "archived" | "password" | "expires";

interface Format {
  readonly id: ExportFormat;
  /** Groups of columns: a file is of this format when it has one of each group. */
  readonly needs: readonly (readonly string[])[];
  /** The columns of each field, the best one first; a row's field is the first that is not empty. */
  readonly columns: Readonly<Partial<Record<LinkField, readonly string[]>>>;
}

/** In the order in which they are tried: first the formats with columns that only one service has. */
const FORMATS: readonly Format[] = [
  {
    id: "shlink",
    needs: [["shortcode"], ["longurl"]],
    columns: { link: ["shorturl"], code: ["shortcode"], destination: ["longurl"], title: ["title"], tags: ["tags"] },
  },
  {
    id: "kutt",
    needs: [["address"], ["target"]],
    columns: {
      link: ["link"],
      code: ["address"],
      destination: ["target"],
      title: ["description"],
      archived: ["banned"],
      password: ["password"],
      expires: ["expirein"],
    },
  },
  {
    id: "yourls",
    needs: [
      ["keyword", "source"],
      ["url", "target"],
    ],
    columns: { code: ["keyword", "source"], destination: ["url", "target"], title: ["title"] },
  },
  {
    id: "dub",
    needs: [
      ["shortlink", "key"],
      ["url", "destinationurl"],
    ],
    columns: {
      link: ["shortlink"],
      code: ["key"],
      destination: ["url", "destinationurl"],
      title: ["title"],
      tags: ["tags"],
      source: ["utmsource"],
      archived: ["archived"],
      password: ["password", "passwordenabledat"],
      expires: ["expiresat"],
    },
  },
  {
    id: "bitly",
    needs: [
      ["link", "customlink", "bitlink", "custombitlink", "custombitlinks"],
      ["longurl", "destinationurl"],
    ],
    columns: {
      link: ["customlink", "custombitlink", "custombitlinks", "link", "bitlink"],
      destination: ["longurl", "destinationurl"],
      title: ["title"],
      tags: ["tags"],
      archived: ["archived"],
    },
  },
];

/** Columns that only a log of clicks has: YOURLS' `yourls_log`, the visits that Shlink exports, and the like. */
const CLICK_LOG: ReadonlySet<string> = new Set([
  ...[
    "clickid",
    "clicktime",
    "clickedat",
    "visitid",
    "visitedat",
    "visittime",
    "referrer",
    "referer",
    "useragent",
    "ipaddress",
    "remoteaddr",
  ],
  ...["country", "countrycode", "countryname", "city", "cityname", "browser", "os", "operatingsystem", "device"],
]);

/** Every column name of these services and of logs of clicks. */
const KNOWN: ReadonlySet<string> = new Set([
  ...FORMATS.flatMap(({ columns, needs }) => [...Object.values(columns), ...needs]).flat(),
  ...CLICK_LOG,
]);

/** @param name as `columnName` makes it */
export function isExportColumn(name: string): boolean {
  return KNOWN.has(name);
}

/** The columns that show that a file is a log of clicks; empty when it is none. */
export function clickLogColumns(header: readonly string[]): string[] {
  return header.filter((name) => CLICK_LOG.has(columnName(name)));
}

export interface Reader {
  readonly format: ExportFormat;
  /** The columns of the file that are not read, as its header names them. */
  readonly leftOut: readonly string[];
  /** The text of a field of a row, trimmed; empty when the file or the row has none. */
  read(cells: readonly Cell[], field: LinkField): string;
  /** Whether a row that ends before its last columns has what every link needs. */
  isEnough(cells: readonly Cell[]): boolean;
}

/** How to read a file with this header; null when it is of no known format. */
export function readerFor(header: readonly string[]): Reader | null {
  const names = header.map(columnName);
  const format = FORMATS.find(({ needs }) => needs.every((group) => group.some((name) => names.includes(name))));
  if (format === undefined) return null;
  const taken = Object.values(format.columns).flat();
  return {
    format: format.id,
    leftOut: header.filter((name, index) => name !== "" && !taken.includes(names[index] ?? "")),
    isEnough: (cells) => format.needs.every((group) => group.some((name) => names.includes(name) && names.indexOf(name) < cells.length)),
    read: (cells, field) => {
      const found = (format.columns[field] ?? []).map((name) => textOf(cells[names.indexOf(name)]));
      const texts = field === "link" ? found.map(firstOf) : found;
      return texts.find((text) => text !== "" && text.toLowerCase() !== "null") ?? "";
    },
  };
}

/** The first entry of a list in a cell, such as Bitly's `custom_bitlinks`; empty for an empty list. Any other cell stays as it is. */
function firstOf(cell: string): string {
  const list = /^\[(.*)\]$/s.exec(cell)?.[1];
  if (list === undefined) return cell;
  const entries = list.split(",").map((entry) => entry.trim().replace(/^(["'])(.*)\1$/s, "$2"));
  return entries.find((entry) => entry !== "") ?? "";
}
