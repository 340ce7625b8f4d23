/** The history of all changes, for an audit. */
import * as v from "valibot";
import type { Operations } from "../openapi/operation.ts";
import { operation } from "../routes.ts";
import { historyLines } from "./export.ts";

const LINE = `${JSON.stringify({ number: 12, at: "2026-11-24T09:14:00.000Z", who: "Noor", action: "create", subject: "key:Website", changes: { role: "site" } })}\n`;

export const historyOperations: Operations = () => [
  {
    ...operation("getHistory"),
    summary: "Every change that staff made and that is kept, the oldest first, a JSON object a line.",
    description: "Names of staff are empty once they are STAFF_NAMES_MONTHS old.",
    status: 200,
    answer: { "application/jsonl": v.string() },
    answerHeaders: { "Content-Disposition": "a name for the file, with the day" },
    problems: [],
    examples: { answer: { "application/jsonl": LINE } },
    run: historyLines,
  },
];
