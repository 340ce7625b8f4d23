/**
 * A form that was sent after its session had ended: what was typed, and the text of a file, goes along through the sign-in and is shown to
 * be sent again, by the press of a button. Nothing of it is kept here, and nothing is done by itself.
 */
import type { Call } from "../call.ts";
import { csvOf } from "./import_form.tsx";
import { page } from "./layout.tsx";
import { viewOf } from "./view.ts";

export interface Resumed {
  /** The path that the form was sent to. */
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

const PREFIX = "typed.";
const ACTION = /^\/staff\/(?:new-campaign|import|campaigns\/[a-z0-9-]{2,40}\/edit|settings\/(?:keys|members))$/;

/** Whether forms to `path` hold what somebody typed. */
export function isResumable(path: string): boolean {
  return ACTION.test(path);
}

/** @param form as it was sent to `action`; null when it holds a file that cannot go along, because it is not text in UTF-8 */
export async function resumedFrom(action: string, form: FormData): Promise<Resumed | null> {
  const csv = await csvOf(form);
  if (csv === null) return null;
  const fields = textsIn(form).filter(([name]) => name !== "csv");
  return { action, fields: csv === "" ? fields : [...fields, ["csv", csv]] };
}

function textsIn(form: FormData): [name: string, value: string][] {
  return [...form].filter((pair): pair is [string, string] => typeof pair[1] === "string");
}

/** What the form for signing in carries along; null when it carries nothing, or nothing that may be sent. */
export function readResumed(form: FormData): Resumed | null {
  const action = form.get("resume");
  if (typeof action !== "string" || !isResumable(action)) return null;
  const fields = textsIn(form).filter(([name]) => name.startsWith(PREFIX));
  return { action, fields: fields.map(([name, value]) => [name.slice(PREFIX.length), value]) };
}

/** The hidden fields by which the form for signing in carries `resumed` along. */
export function ResumedFields({ resumed }: { resumed: Resumed | null }) {
  if (resumed === null) return null;
  return (
    <>
      <input type="hidden" name="resume" value={resumed.action} />
      {resumed.fields.map(([name, value]) => (
        <input type="hidden" name={`${PREFIX}${name}`} value={value} />
      ))}
    </>
  );
}

/** After signing in: the form again, with a button that sends it. */
export async function resumeForm(c: Call, { action, fields }: Resumed): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const start = action.replace(/\/(?:keys|members)$/, "");
  return page(
    c,
    view,
    { title: t.signIn.resumeTitle, section: null },
    <div class="text">
      <h1>{t.signIn.resumeTitle}</h1>
      <p>{t.signIn.resumeText}</p>
      <form method="post" action={action} enctype="multipart/form-data" class="actions" data-unsent>
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit">{t.signIn.resumeSend}</button>
        <a class="btn quiet" href={start}>
          {t.common.cancel}
        </a>
      </form>
    </div>,
  );
}
