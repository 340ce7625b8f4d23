/**
 * An ad platform's file, in steps: the file, which of its campaigns is which of ours, what would change, and only then the storing. Without
 * script the form carries the file from step to step; nothing keeps it here.
 */
import * as v from "valibot";
import type { AdFileOptions } from "../../domain/ad_figures/ad_file.ts";
import type { FieldError } from "../../domain/problems.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { fieldError, readFormData, textsOf } from "../http/input.ts";
import { refuse } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { page } from "../ui/layout.tsx";
import { type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { type Asked, FileStep, type Said } from "./file_step.tsx";
import { MatchStep } from "./match_step.tsx";
import { PreviewStep } from "./preview_step.tsx";
import { takeAdFile } from "./read_upload.ts";
import { adFileQuery, optionsOf } from "./schemas.ts";
import { saveMatches } from "./units_page.tsx";

const OPTIONS = ["platform", "currency", "from", "to", "decimal", "dates"] as const;
const FIELDS = ["file", "carried", "match", "matched", "confirmed", ...OPTIONS];

export async function importAdForm(c: StaffContext): Promise<Response> {
  return fileStep(c, { carried: "", said: {}, errors: [], asked: null });
}

export async function importAdFigures(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const form = await readFormData(c, FIELDS);
  const texts = textsOf(form);
  const said: Said = Object.fromEntries(OPTIONS.map((name) => [name, texts[name]?.trim() ?? ""]));
  const bytes = await bytesOf(form);
  const carried = bytes === null ? "" : toBase64(bytes);
  if (bytes === null)
    return fileStep(c, { carried, said, errors: [{ path: "file", message: context.messages.adImport.noFile }], asked: null });
  const parsed = v.safeParse(adFileQuery, Object.fromEntries(Object.entries(said).filter(([, text]) => text !== "")));
  if (!parsed.success) return fileStep(c, { carried, said, errors: parsed.issues.map(fieldError), asked: null });
  const wrong = await saveMatches(c, form);
  return takeStep(c, { bytes, carried, said, options: optionsOf(parsed.output), form, wrong });
}

interface Step {
  readonly bytes: Uint8Array;
  readonly carried: string;
  readonly said: Said;
  readonly options: AdFileOptions;
  readonly form: FormData;
  /** What was wrong with matches that were chosen. */
  readonly wrong: readonly FieldError[];
}

async function takeStep(c: StaffContext, { bytes, carried, said, options, form, wrong }: Step): Promise<Response> {
  const context = pageContextOf(c);
  const { adImport } = context.messages;
  const isConfirmed = form.get("confirmed") === "yes";
  const taken = await takeAdFile(c, bytes, options, !isConfirmed);
  if (!taken.ok) {
    if (!("errors" in taken.error)) return refuse(taken.error);
    const { errors } = taken.error;
    const asked = askedBy(errors);
    return fileStep(c, { carried: asked === null ? "" : carried, said, errors, asked });
  }
  const { file, outcome } = taken.value;
  if (isConfirmed) return c.redirect(withQuery(pagePath.costs(), { notice: "ad-imported", count: outcome.changes }), 303);
  const fields = [["carried", carried], ...Object.entries(said).filter(([, text]) => text !== "")] as const;
  const toMatch = outcome.unmatched.length > 0 && (form.get("matched") !== "yes" || wrong.length > 0);
  const campaigns = toMatch ? await registry(c).campaigns() : [];
  return page(
    c,
    context,
    { title: adImport.title, section: "costs", at: pagePath.importAdFigures(), status: wrong.length > 0 ? 409 : 200 },
    toMatch ? (
      <MatchStep context={context} unmatched={outcome.unmatched} campaigns={campaigns} fields={fields} errors={wrong} />
    ) : (
      <PreviewStep context={context} file={file} outcome={outcome} fields={fields} />
    ),
  );
}

interface FileState {
  /** The file as it was sent before, as Base64; empty where there is none. */
  readonly carried: string;
  readonly said: Said;
  readonly errors: readonly (FieldError | { readonly path: string; readonly message: string })[];
  readonly asked: Asked | null;
}

function fileStep(c: StaffContext, state: FileState): Response | Promise<Response> {
  const context: PageContext = pageContextOf(c);
  return page(
    c,
    context,
    {
      title: context.messages.adImport.title,
      section: "costs",
      status: state.errors.length === 0 ? 200 : 400,
      at: pagePath.importAdFigures(),
    },
    <FileStep context={context} {...state} />,
  );
}

/** What the reader of the file asks; null where the file itself is wrong. */
function askedBy(errors: readonly FieldError[]): Asked | null {
  const asked = { "ambiguous-numbers": "decimal", "ambiguous-dates": "dates", "no-currency": "currency", "no-period": "from" } as const;
  // What says nothing in either notation cannot be answered.
  const open = errors.filter(({ params }) => !("what" in params));
  const found = open.map(({ code }) => asked[code as keyof typeof asked]).find((one) => one !== undefined);
  return found ?? null;
}

/** The file that was sent now, or before; null for none. */
async function bytesOf(form: FormData): Promise<Uint8Array | null> {
  const file = form.get("file");
  if (file !== null && typeof file !== "string" && file.size > 0) return new Uint8Array(await file.arrayBuffer());
  const carried = form.get("carried");
  return typeof carried === "string" && carried !== "" ? fromBase64(carried) : null;
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

/** Null for a text that is no Base64. */
function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
