/** The page that asks before something is removed: what that means, the button that does it, and the way back. */
import type { StaffContext } from "../http/context.ts";
import { page, type Section } from "./layout.tsx";
import { pageContextOf } from "./page_context.ts";

export interface Question {
  readonly title: string;
  /** A paragraph each. */
  readonly texts: readonly string[];
  /** What the button says. */
  readonly confirm: string;
}

interface Ways {
  readonly section: Section;
  /** Where the button's form goes. */
  readonly action: string;
  readonly back: string;
}

export function questionPage(
  c: StaffContext,
  { title, texts, confirm }: Question,
  { section, action, back }: Ways,
): Response | Promise<Response> {
  const context = pageContextOf(c);
  return page(
    c,
    context,
    { title, section },
    <div class="text">
      <h1>{title}</h1>
      {texts.map((text) => (
        <p>{text}</p>
      ))}
      <form method="post" action={action} class="actions">
        <button type="submit" class="bad">
          {confirm}
        </button>
        <a class="btn quiet" href={back}>
          {context.messages.common.cancel}
        </a>
      </form>
    </div>,
  );
}
