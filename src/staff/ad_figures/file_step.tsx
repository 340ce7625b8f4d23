/** The first step: the file, and what it does not say itself. */
import { AD_PLATFORMS } from "../../domain/ad_figures/ad_file.ts";
import type { FieldError } from "../../domain/problems.ts";
import { pagePath } from "../routes.ts";
import { describedBy, ErrorSummary, errorsOf, Field, FieldErrors, fieldId } from "../ui/components.tsx";
import { type ShownError, told } from "../ui/messages/fields.ts";
import type { PageContext } from "../ui/page_context.ts";

/** What the user says about the file, as typed. */
export type Said = Readonly<Record<string, string>>;

/** What the file leaves open. */
export type Asked = "decimal" | "dates" | "currency" | "from";

/** Which of the steps this is, of how many. */
export function StepLine({ context, number }: { context: PageContext; number: 1 | 2 | 3 }) {
  const { adImport } = context.messages;
  return <p class="lead">{adImport.step(number, adImport.steps.length, adImport.steps[number - 1] ?? "")}</p>;
}

interface FileStepProps {
  readonly context: PageContext;
  readonly carried: string;
  readonly said: Said;
  readonly errors: readonly (FieldError | { readonly path: string; readonly message: string })[];
  readonly asked: Asked | null;
}

export function FileStep({ context, carried, said, errors, asked }: FileStepProps) {
  const { adImport, costs } = context.messages;
  const shown = errors.map((error) => ({
    path: error.path === "" ? (asked ?? "file") : error.path,
    // The API's sentence names its parameter; here the form has a field for it.
    message: "message" in error ? error.message : asked !== null && error.path === "" ? adImport.asked[asked] : told(context, error),
  }));
  const wrongFile = errorsOf(shown, "file");
  const fileHint = carried === "" ? undefined : adImport.fileKept;
  const isOpen = shown.some(({ path }) => path !== "file");
  return (
    <>
      <h1>{adImport.title}</h1>
      <StepLine context={context} number={1} />
      <ErrorSummary context={context} errors={shown} />
      <section>
        <p>{adImport.lead}</p>
        <p>
          <strong>{adImport.doNotOpen}</strong>
        </p>
        <form method="post" action={pagePath.importAdFigures()} enctype="multipart/form-data" class="sheet">
          {carried === "" ? null : <input type="hidden" name="carried" value={carried} />}
          <div class="field">
            <label for={fieldId("file")}>{adImport.file}</label>
            {fileHint === undefined ? null : <small id={`${fieldId("file")}-hint`}>{fileHint}</small>}
            <input
              id={fieldId("file")}
              type="file"
              name="file"
              accept=".csv,.tsv,.txt,.xlsx"
              required={carried === ""}
              aria-describedby={describedBy(fieldId("file"), fileHint, wrongFile)}
              aria-invalid={wrongFile.length === 0 ? undefined : "true"}
            />
            <FieldErrors id={fieldId("file")} messages={wrongFile} />
          </div>
          <details open={isOpen}>
            <summary>{adImport.more}</summary>
            <Choice name="platform" errors={shown} label={adImport.platform} said={said} hint={adImport.platformHint}>
              {AD_PLATFORMS.map((one) => [one, costs.platforms[one]])}
            </Choice>
            <Field
              errors={shown}
              path="currency"
              label={adImport.currency}
              value={said.currency ?? ""}
              more={{ maxlength: 3, autocomplete: "off" }}
            />
            <div class="row">
              <Field errors={shown} path="from" label={adImport.from} type="date" value={said.from ?? ""} />
              <Field errors={shown} path="to" label={adImport.to} type="date" value={said.to ?? ""} />
            </div>
            <Choice name="decimal" errors={shown} label={adImport.decimal} said={said}>
              {([".", ","] as const).map((one) => [one, adImport.decimals[one]])}
            </Choice>
            <Choice name="dates" errors={shown} label={adImport.dates} said={said}>
              {(["dmy", "mdy"] as const).map((one) => [one, adImport.dateOrders[one]])}
            </Choice>
          </details>
          <button type="submit">{adImport.next}</button>
        </form>
        <p class="soft">{adImport.taken}</p>
      </section>
      <section class="text">
        <details>
          <summary>{adImport.exporting}</summary>
          <dl class="facts">
            {AD_PLATFORMS.map((one) => (
              <>
                <dt>{costs.platforms[one]}</dt>
                <dd>{adImport.exports[one]}</dd>
              </>
            ))}
          </dl>
        </details>
      </section>
    </>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly said: Said;
  readonly errors: readonly ShownError[];
  readonly children: readonly (readonly [value: string, text: string])[];
}

/** One of some answers, or none. */
function Choice({ name, label, hint, said, errors, children }: ChoiceProps) {
  const id = fieldId(name);
  const own = errorsOf(errors, name);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint === undefined ? null : <small id={`${id}-hint`}>{hint}</small>}
      <select id={id} name={name} aria-describedby={describedBy(id, hint, own)} aria-invalid={own.length === 0 ? undefined : "true"}>
        <option value="">–</option>
        {children.map(([value, text]) => (
          <option value={value} selected={said[name] === value}>
            {text}
          </option>
        ))}
      </select>
      <FieldErrors id={id} messages={own} />
    </div>
  );
}
