/** What can be done with the campaigns that are ticked in the list. Without a tick it offers the QR codes of all that are shown. */
import { pagePath } from "../routes.ts";
import type { PageContext } from "../ui/page_context.ts";
import type { Filter } from "./list_filter.tsx";
import { SELECTION_FORM } from "./selection.ts";

/** What is done at once when its button is pressed; the other actions lead to a page that asks. */
const AT_ONCE = ["pause", "resume"] as const;
const ASKED = ["end", "archive", "group"] as const;

/** The list's filter as fields of a form: whoever changes campaigns comes back to the same list. */
export function FilterFields({ filter }: { filter: Filter }) {
  const fields = { search: filter.search, channel: filter.channel, status: filter.status, sort: filter.sort };
  return Object.entries(fields).map(([name, value]) =>
    value === "" || value === "newest" ? null : <input type="hidden" name={name} value={value} />,
  );
}

export function SeveralBar({ context, filter }: { context: PageContext; filter: Filter }) {
  const { several } = context.messages;
  return (
    <form id={SELECTION_FORM} class="several screen" action={pagePath.severalCampaigns()}>
      <FilterFields filter={filter} />
      <label class="check" data-tick-all hidden>
        <input type="checkbox" autocomplete="off" />
        {several.all}
      </label>
      {context.canEdit ? (
        <>
          <p class="soft unticked">{several.hint}</p>
          <fieldset class="ticked actions">
            <legend class="hush">{several.legend}</legend>
            {AT_ONCE.map((action) => (
              <button type="submit" class="small" name="do" value={action} formmethod="post">
                {several.actions[action]}
              </button>
            ))}
            {ASKED.map((action) => (
              <button type="submit" class="small" name="do" value={action}>
                {several.actions[action]}
              </button>
            ))}
          </fieldset>
        </>
      ) : null}
      <fieldset class="actions">
        <legend class="hush">{several.codes}</legend>
        <button type="submit" class="small" formaction={pagePath.qrSheet()}>
          {several.sheet}
        </button>
        <button type="submit" class="small" formaction={pagePath.qrZip()}>
          {several.zip}
        </button>
      </fieldset>
    </form>
  );
}
