/** Files that a browser saves. */

/** A CSV file whose first line has the columns' names (RFC 4180). */
export const CSV_TYPE = "text/csv; charset=utf-8; header=present";

/** The headers of a file of this media type, to be saved under this name. */
export function fileHeaders(type: string, name: string): Record<"Content-Type" | "Content-Disposition", string> {
  return { "Content-Type": type, "Content-Disposition": `attachment; filename="${name}"` };
}
