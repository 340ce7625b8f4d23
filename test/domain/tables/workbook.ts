/** XLSX files for tests, made as spreadsheets make them: texts shared or in place, numbers, days as numbers with a style, yes and no. */
import { zipSync } from "fflate";

/** Other values than texts, numbers and empty cells are written as they are: `{ xml }` is what stands between `<c …>` and `</c>`. */
type WorkbookCell = string | number | boolean | null | Date | { readonly xml: string; readonly attributes?: string };

interface WorkbookOptions {
  readonly shared?: boolean;
  readonly from1904?: boolean;
  readonly sheetNames?: readonly string[];
  /** Put in front of each element's name in the sheet, as some programs do. */
  readonly prefix?: string;
  /** Files of the archive that replace those that are made. */
  readonly parts?: Readonly<Record<string, Uint8Array | string>>;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DAY_MS = 86_400_000;
/** Styles: 0 is plain, 1 a date that every spreadsheet knows by number, 2 one with a format of its own. */
const DATE_STYLE = 1;
export const OWN_DATE_STYLE = 2;

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);
}

/** A cell's attributes and what stands in it. */
function contentOf(
  cell: WorkbookCell,
  prefix: string,
  from1904: boolean,
  strings: string[] | null,
): readonly [attributes: string, inner: string] {
  const value = (text: string | number) => `<${prefix}v>${text}</${prefix}v>`;
  if (cell === null || cell === "") return ["", ""];
  if (typeof cell === "number") return ["", value(cell)];
  if (typeof cell === "boolean") return [' t="b"', value(cell ? 1 : 0)];
  if (cell instanceof Date) return [` s="${DATE_STYLE}"`, value(cell.getTime() / DAY_MS + (from1904 ? 24_107 : 25_569))];
  if (typeof cell !== "string") return [cell.attributes ?? "", cell.xml];
  if (strings === null)
    return [' t="inlineStr"', `<${prefix}is><${prefix}t xml:space="preserve">${escaped(cell)}</${prefix}t></${prefix}is>`];
  if (!strings.includes(cell)) strings.push(cell);
  return [' t="s"', value(strings.indexOf(cell))];
}

/** One sheet from its rows; null leaves a whole row out, so that the next one keeps its number. */
export function workbook(rows: readonly (readonly WorkbookCell[] | null)[], options: WorkbookOptions = {}): Uint8Array {
  return workbookOf([rows], options);
}

export function workbookOf(
  sheets: readonly (readonly (readonly WorkbookCell[] | null)[])[],
  { shared = false, from1904 = false, sheetNames = [], prefix = "", parts = {} }: WorkbookOptions = {},
): Uint8Array {
  const strings: string[] = [];
  const cellXml = (cell: WorkbookCell, place: string): string => {
    const [attributes, inner] = contentOf(cell, prefix, from1904, shared ? strings : null);
    return inner === "" ? "" : `<${prefix}c r="${place}"${attributes}>${inner}</${prefix}c>`;
  };
  const sheetXml = sheets.map((rows) => {
    const inner = rows.map((row, index) =>
      row === null
        ? ""
        : `<${prefix}row r="${index + 1}">${row.map((cell, column) => cellXml(cell, `${columnName(column)}${index + 1}`)).join("")}</${prefix}row>`,
    );
    const space = prefix === "" ? `xmlns="${MAIN}"` : `xmlns:${prefix.slice(0, -1)}="${MAIN}"`;
    return `${XML}<${prefix}worksheet ${space}><${prefix}sheetData>${inner.join("")}</${prefix}sheetData></${prefix}worksheet>`;
  });
  const names = sheets.map((_, index) => `sheet${index + 1}.xml`);
  const files: Record<string, string | Uint8Array> = {
    "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${from1904 ? '<workbookPr date1904="1"/>' : ""}<sheets>${names
      .map((_, index) => `<sheet name="${sheetNames[index] ?? `Sheet${index + 1}`}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${XML}<Relationships>${names
      .map((name, index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/${name}"/>`)
      .join("")}</Relationships>`,
    "xl/styles.xml": `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy;@"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(names.map((name, index) => [`xl/worksheets/${name}`, sheetXml[index] ?? ""])),
    ...(shared
      ? {
          "xl/sharedStrings.xml": `${XML}<sst xmlns="${MAIN}">${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join("")}</sst>`,
        }
      : {}),
    ...parts,
  };
  const bytes = Object.entries(files).map(
    ([name, content]) => [name, typeof content === "string" ? new TextEncoder().encode(content) : content] as const,
  );
  // Packed loosely, which is quick; how tight a program packs makes no difference to the reading.
  return zipSync(Object.fromEntries(bytes), { level: 1 });
}
