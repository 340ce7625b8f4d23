/** The worksheets of an XLSX file, as rows of texts and numbers. Dates become `YYYY-MM-DD`, with a time where they have one. Pure. */
import { MAX_UNPACKED_BYTES } from "../limits.ts";
import { type Bounds, type CellContext, readSheet } from "./sheet.ts";
import { type TableFault, type TableRow, tableFault } from "./table_row.ts";
import { dateStyles } from "./xlsx_dates.ts";
import { attributeOf, readXml } from "./xml.ts";
import { openZip, unpack, type Zip } from "./zip.ts";

/** Of a workbook's sheets, the first ones; a report has one or two. */
const MAX_SHEETS = 4;

/** Takes parts from an archive, and no more of all of them together than the bound. */
class Parts {
  readonly #zip: Zip;
  #left = MAX_UNPACKED_BYTES;

  constructor(zip: Zip) {
    this.#zip = zip;
  }

  /** Null when it is not there or damaged, or when it would be too much. */
  text(name: string): string | null {
    const bytes = unpack(this.#zip, name.toLowerCase(), this.#left);
    if (bytes === null) return null;
    this.#left -= bytes.byteLength;
    return new TextDecoder().decode(bytes);
  }

  has(name: string): boolean {
    return this.#zip.entries.has(name.toLowerCase());
  }
}

/** The rows of each of the first visible sheets; rows without any value are left out, and keep their number. */
export function readXlsx(bytes: Uint8Array, bounds: Bounds): readonly (readonly TableRow[])[] | TableFault {
  const zip = openZip(bytes);
  if (zip === null) return tableFault("truncated", { row: null });
  const parts = new Parts(zip);
  const book = readWorkbook(parts);
  if (book === null) return tableFault("not-a-table");
  const sheets: (readonly TableRow[])[] = [];
  for (const path of book.sheets.slice(0, MAX_SHEETS)) {
    const xml = parts.text(path);
    if (xml === null) return tableFault("not-a-table");
    const rows = readSheet(xml, book, bounds);
    if ("code" in rows) return rows;
    sheets.push(rows);
  }
  return sheets;
}

interface Workbook extends CellContext {
  /** Paths of the worksheets in the archive. */
  readonly sheets: readonly string[];
}

function readWorkbook(parts: Parts): Workbook | null {
  const root = parts.has("_rels/.rels") ? relationsOf(parts, "") : [];
  const path = root?.find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  const [xml, relations] = [parts.text(path), relationsOf(parts, path)];
  if (xml === null || relations === null) return null;
  const targets = new Map(relations.map(({ id, target }) => [id, target]));
  const partOf = (type: string, usual: string) => relations.find((one) => one.type === type)?.target ?? usual;
  const sheets: string[] = [];
  let from1904 = false;
  const isBook = readXml(xml, {
    open: (name, attributes) => {
      if (name === "workbookPr") from1904 = /^(?:1|true)$/.test(attributeOf(attributes, "date1904") ?? "");
      if (name !== "sheet" || attributeOf(attributes, "state") === "veryHidden" || attributeOf(attributes, "state") === "hidden") return;
      const sheet = targets.get(attributeOf(attributes, "[A-Za-z]+:id") ?? "");
      if (sheet !== undefined) sheets.push(sheet);
    },
  });
  const [stringsPath, stylesPath] = [partOf("sharedStrings", "xl/sharedStrings.xml"), partOf("styles", "xl/styles.xml")];
  const strings = parts.has(stringsPath) ? readStrings(parts.text(stringsPath)) : [];
  const isDate = parts.has(stylesPath) ? dateStyles(parts.text(stylesPath)) : [];
  if (!isBook || sheets.length === 0 || strings === null || isDate === null) return null;
  return { sheets, strings, isDate, from1904 };
}

interface Relation {
  readonly id: string;
  /** The last word of the address that names the kind: `worksheet`, `sharedStrings`. */
  readonly type: string;
  /** A path in the archive. */
  readonly target: string;
}

/** What a part leads to, and where that is: a path from the archive's beginning, or from the part's own folder. Null when it cannot be read. */
function relationsOf(parts: Parts, path: string): Relation[] | null {
  const slash = path.lastIndexOf("/") + 1;
  const folder = path.slice(0, slash);
  const xml = parts.text(`${folder}_rels/${path.slice(slash)}.rels`);
  const found: Relation[] = [];
  const isRead =
    xml !== null &&
    readXml(xml, {
      open: (name, attributes) => {
        const [id, target] = [attributeOf(attributes, "Id"), attributeOf(attributes, "Target")];
        if (name !== "Relationship" || id === null || target === null) return;
        const type = attributeOf(attributes, "Type")?.split("/").at(-1) ?? "";
        found.push({ id, type, target: resolved(target, folder) });
      },
    });
  return isRead ? found : null;
}

/** `../texts.xml` in `xl/sheets/` is `xl/texts.xml`. */
function resolved(target: string, folder: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith("/") ? target : folder + target).split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

/** The texts that cells name by number. What tells how to pronounce one (`rPh`) is no part of it. */
function readStrings(xml: string | null): string[] | null {
  if (xml === null) return null;
  const strings: string[] = [];
  let text: string[] = [];
  let inText = false;
  let inPhonetic = false;
  const isRead = readXml(xml, {
    open: (name) => {
      if (name === "si") text = [];
      if (name === "rPh") inPhonetic = true;
      if (name === "t") inText = !inPhonetic;
    },
    close: (name) => {
      if (name === "t") inText = false;
      if (name === "rPh") inPhonetic = false;
      if (name === "si") strings.push(text.join(""));
    },
    text: (part) => {
      if (inText) text.push(part);
    },
  });
  return isRead ? strings : null;
}
