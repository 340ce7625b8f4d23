/** Short links as their service has them: the code in one, and those that lead to another of the same service. Pure. */
import type { Slug } from "../../domain/campaign/slug.ts";
import { type Fault, type FieldError, fault, problem } from "../../domain/problems.ts";
import type { Cell, TableRow } from "../../domain/tables/table_row.ts";
import type { Reader } from "./formats.ts";

interface ShortLink {
  /** Without `www.`; empty where there is no link but a code. */
  readonly host: string;
  /** All behind the host, without a slash at its ends: `nl/zomer` of `https://s.example/nl/zomer?x`. */
  readonly path: string;
}

function shortLink(text: string): ShortLink {
  const plain = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "").replace(/[?#].*$/s, "");
  const slash = plain.indexOf("/");
  if (slash === -1) return { host: "", path: plain };
  return {
    host: plain
      .slice(0, slash)
      .toLowerCase()
      .replace(/^www\./, ""),
    path: plain.slice(slash + 1).replace(/^\/+|\/+$/g, ""),
  };
}

/** The code of a short link, with or without `https://`: all that is behind its host. */
export function codeOf(link: string): string {
  return shortLink(link).path;
}

/** Whether a link ends with this code. A service may put its links in a folder of the website: `https://example.org/go/summer`. */
export function isSameCode(code: string, link: string): boolean {
  const [one, path] = [code.toLowerCase(), codeOf(link).toLowerCase()];
  return path === one || path.endsWith(`/${one}`);
}

/** A date, as spreadsheets write it for a code such as `1-2` or `3-2026`. */
const LIKE_A_DAY = /^\d{1,2}-\d{1,2}-\d{2}(?:\d{2})?$/;

/** Finds links that lead to another link of the file: once the old domain leads to Fivebar, they would be redirect loops. */
export class LinksOnOldDomains {
  readonly #reader: Reader;
  /** Each short link as `host/path`, and each host. */
  readonly #links = new Set<string>();
  readonly #hosts = new Set<string>();

  constructor(reader: Reader, rows: readonly TableRow[]) {
    this.#reader = reader;
    for (const { cells } of rows) {
      const { host, path } = shortLink(reader.read(cells, "link"));
      if (host === "") continue;
      this.#hosts.add(host);
      this.#links.add(`${host}/${path.toLowerCase()}`);
    }
  }

  /** Why a link is left out: it leads to a short link of this file, or to itself. */
  refusal(cells: readonly Cell[], destination: string): FieldError | null {
    const { host, path } = shortLink(destination);
    const own = shortLink(this.#reader.read(cells, "link"));
    const isLoop =
      this.#links.has(`${host}/${path.toLowerCase()}`) ||
      (host !== "" && host === own.host && path.toLowerCase() === own.path.toLowerCase());
    return isLoop ? problem("", "link-loop", { link: `${host}/${path}`.slice(0, 200) }) : null;
  }

  /** What to look at before the old domain leads to Fivebar. */
  notesOn(cells: readonly Cell[], destination: string, slug: Slug): Fault[] {
    const { host } = shortLink(destination);
    const hasNoLink = this.#reader.read(cells, "link") === "";
    return [
      ...(this.#hosts.has(host) ? [fault("link-same-host", { host: host.slice(0, 100) })] : []),
      ...(hasNoLink && LIKE_A_DAY.test(slug) ? [fault("link-code-like-day", { slug })] : []),
    ];
  }
}
