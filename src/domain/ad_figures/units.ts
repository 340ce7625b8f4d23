/** The identity of units in a file: the platform's id where it is there and not rounded, otherwise the name. Pure. */
import { hasEmail } from "../campaign/identifier.ts";
import { type Cell, textOf } from "../tables/table_row.ts";
import type { AdUnit } from "./ad_file.ts";
import type { RowTexts } from "./ad_row.ts";
import type { Layout } from "./layout.ts";
import { MAX_AD_UNIT_NAME_CHARS } from "./limits.ts";

/** A spreadsheet keeps this many digits of a number, and writes zeros for the rest. */
const KEPT_DIGITS = 15;

/** With the number of its country in front, or a Dutch mobile one. */
const PHONE_NUMBER = /(?:\+|\b00)\d{1,3}(?:[-. ()]{0,3}\d){8,11}(?!\d)|\b06(?:[-. ]?\d){8}(?!\d)/;

/** An id as the platform gave it; null where there is none, or where a spreadsheet has rounded it. */
function idIn(cell: Cell): string | null {
  const text = textOf(cell);
  if (typeof cell === "number" && !Number.isSafeInteger(cell)) return null;
  if (/^\d+(?:[.,]\d+)?e\+?\d+$/i.test(text) || /[.,]/.test(text)) return null;
  if (/^\d+$/.test(text) && text.length > KEPT_DIGITS && /^0+$/.test(text.slice(KEPT_DIGITS))) return null;
  return /^[\w:-]{1,64}$/.test(text) ? text : null;
}

/** The units of a file as they are met. */
export class Units {
  readonly #byKey = new Map<string, AdUnit>();
  readonly #layout: Layout;
  /** Whether some id was rounded. */
  hasLostIds = false;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  get all(): readonly AdUnit[] {
    return [...this.#byKey.values()];
  }

  /** The unit of a row; null for one that is not to be kept: its name holds an email address or a telephone number. */
  of(texts: RowTexts): AdUnit | null {
    const { unit, unitId, level } = this.#layout;
    const cell = unitId === null ? "" : texts.cell(unitId);
    const id = idIn(cell);
    if (cell !== "" && id === null) this.hasLostIds = true;
    const said = nameIn(texts.text(unit)) || (id ?? "");
    // Codes are matched without regard to case, and one campaign has its figures once.
    const name = unit === "slug" ? said.toLowerCase() : said;
    if (hasEmail(name) || PHONE_NUMBER.test(name)) return null;
    const key = id === null ? `name:${name}` : `id:${id}`;
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const made = { key, id, name, level };
    this.#byKey.set(key, made);
    return made;
  }
}

/** On one line, without what cannot be seen, and no longer than the limit. */
function nameIn(text: string): string {
  const line = text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/\p{Cf}/gu, "")
    .trim();
  return [...line].slice(0, MAX_AD_UNIT_NAME_CHARS).join("");
}
