/** docs/ATTRIBUTION.md, and the tables in it. */
import { readFile } from "node:fs/promises";

export const text = await readFile(new URL("../../docs/ATTRIBUTION.md", import.meta.url), "utf8");

/** The rows of the table below this header, as texts. */
export function table(header: string): string[][] {
  const lines = text.split("\n");
  const start = lines.indexOf(header);
  if (start === -1) throw new Error(`docs/ATTRIBUTION.md has no table "${header}"`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
