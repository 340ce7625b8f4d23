/** What is known of a table when its rows are read, and before they are added up. */
import type { Table } from "../tables/table.ts";
import type { AdFileOptions } from "./ad_file.ts";
import type { AdRow } from "./ad_row.ts";
import type { Span } from "./dated_rows.ts";
import type { Layout } from "./layout.ts";
import type { Statement } from "./statement.ts";
import type { TotalsFound } from "./totals.ts";

export interface Collected {
  readonly table: Table;
  readonly layout: Layout;
  readonly statement: Statement;
  readonly options: AdFileOptions;
  readonly rows: readonly AdRow[];
  /** The dates that the file states, or its sender. */
  readonly whole: Span | null;
  /** The numbers of the rows that are sums. */
  readonly totals: readonly number[];
  readonly compared: Extract<TotalsFound, { kind: "fine" }>;
}
