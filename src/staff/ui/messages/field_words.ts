/** What a form says of a campaign's field: its label, which also stands before an error about it, and a hint below it. */
import type { FieldPath } from "../../../domain/campaign/fields.ts";

export type FieldWords = Readonly<Record<FieldPath | "spec", { readonly label: string; readonly hint?: string }>>;
