/** The archives of XLSX files, as other programs than Excel pack them. */
import { unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readTable } from "../../../src/domain/tables/table.ts";
import { workbook } from "./workbook.ts";

const OPTIONS = { isKnown: (name: string) => /^(?:name|day|spend)$/.test(name), maxRows: 1_000, maxColumns: 300 };
const ROWS = [
  ["name", "day", "spend"],
  ["One", new Date("2026-10-05T00:00:00Z"), 12.5],
  ["Two", new Date("2026-10-06T00:00:00Z"), 3],
];

/** The rows below the header, or why there are none. */
function rowsIn(bytes: Uint8Array): unknown {
  const table = readTable(bytes, OPTIONS);
  return table.ok ? table.value.rows.map(({ cells }) => cells) : table.error.code;
}

describe("archives as other programs make them", () => {
  const whole = [
    ["One", "2026-10-05", 12.5],
    ["Two", "2026-10-06", 3],
  ];
  const parts = (): Record<string, Uint8Array> => unzipSync(workbook(ROWS, { shared: true }));

  /** In the form for more than 4 GiB: with sizes, places and the directory's own place in long numbers. */
  function wide(bytes: Uint8Array): Uint8Array {
    const view = new DataView(bytes.buffer);
    const end = bytes.length - 22;
    const [count, start] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
    const out: number[] = [...bytes.subarray(0, start)];
    for (let at = start; at < end; ) {
      const nameEnd = at + 46 + view.getUint16(at + 28, true);
      const entry = bytes.slice(at, nameEnd);
      const field = new DataView(new ArrayBuffer(28));
      field.setUint16(0, 1, true);
      field.setUint16(2, 24, true);
      for (const [index, from] of [24, 20, 42].entries()) {
        field.setBigUint64(4 + 8 * index, BigInt(view.getUint32(at + from, true)), true);
        new DataView(entry.buffer).setUint32(from, 0xffffffff, true);
      }
      new DataView(entry.buffer).setUint16(30, 28, true);
      out.push(...entry, ...new Uint8Array(field.buffer));
      at = nameEnd + view.getUint16(at + 30, true);
    }
    const record = new DataView(new ArrayBuffer(76));
    record.setUint32(0, 0x06064b50, true);
    record.setBigUint64(4, 44n, true);
    record.setBigUint64(32, BigInt(count), true);
    record.setBigUint64(48, BigInt(start), true);
    record.setUint32(56, 0x07064b50, true);
    record.setBigUint64(64, BigInt(out.length), true);
    const last = bytes.slice(end);
    new DataView(last.buffer).setUint16(10, 0xffff, true);
    new DataView(last.buffer).setUint32(16, 0xffffffff, true);
    return Uint8Array.from([...out, ...new Uint8Array(record.buffer), ...last]);
  }

  const KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relations = (...all: readonly (readonly [id: string, kind: string, target: string])[]): Uint8Array =>
    new TextEncoder().encode(
      `<Relationships>${all.map(([id, kind, target]) => `<Relationship Id="${id}" Type="${KINDS}/${kind}" Target="${target}"/>`).join("")}</Relationships>`,
    );
  function elsewhere(): Uint8Array {
    const known = parts();
    const of = (name: string) => known[`xl/${name}`] ?? new Uint8Array();
    return zipSync({
      "_rels/.rels": relations(["a", "officeDocument", "/book/main.xml"]),
      "book/main.xml": of("workbook.xml"),
      "book/_rels/main.xml.rels": relations(
        ["rId1", "worksheet", "../sheets/the one.xml"],
        ["b", "sharedStrings", "/texts.xml"],
        ["c", "styles", "./looks.xml"],
      ),
      "sheets/the one.xml": of("worksheets/sheet1.xml"),
      "texts.xml": of("sharedStrings.xml"),
      "book/looks.xml": of("styles.xml"),
    });
  }
  const renamed = (rename: (name: string) => string) =>
    zipSync(Object.fromEntries(Object.entries(parts()).map(([name, part]) => [rename(name), part])));

  test.each<[string, () => Uint8Array]>([
    ["in the form for more than 4 GiB", () => wide(workbook(ROWS, { shared: true }))],
    ["with its parts in other places", elsewhere],
    ["with backslashes in names", () => renamed((name) => name.replaceAll("/", "\\"))],
    ["with a dot in front of names", () => renamed((name) => `./${name}`)],
    ["with capitals in names", () => renamed((name) => name.replace("sharedStrings", "SharedStrings"))],
    ["not packed", () => zipSync(parts(), { level: 0 })],
  ])("%s", (_, make) => {
    expect(rowsIn(make())).toEqual(whole);
  });

  test("cut or changed at any byte, one in the form for more than 4 GiB is none, or as it was", () => {
    const bytes = wide(workbook(ROWS, { shared: true }));
    for (let length = 4; length < bytes.length; length += 1)
      expect([length, rowsIn(bytes.subarray(0, length))]).toEqual([length, "truncated"]);
    for (let at = bytes.length - 98; at < bytes.length; at += 1) {
      const rows = rowsIn(bytes.with(at, (bytes[at] ?? 0) ^ 0x55));
      if (typeof rows !== "string") expect([at, rows]).toEqual([at, whole]);
    }
  });
});
