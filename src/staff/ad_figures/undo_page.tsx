/** An import undone: first what that means, then the doing. */
import type { AdImport } from "../../storage/registry/ad_figures/imports.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { readFormData } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { page } from "../ui/layout.tsx";
import { pageContextOf, withQuery } from "../ui/page_context.ts";

export async function undoAdImportForm(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages, format } = context;
  const { id, platform, at, changes } = await importOf(c);
  return page(
    c,
    context,
    { title: messages.costs.undoTitle, section: "costs" },
    <div class="text">
      <h1>{messages.costs.undoTitle}</h1>
      <p>{`${messages.costs.platforms[platform]}, ${format.moment(at, c.var.config.timeZone)}: ${messages.costs.changes(changes)}.`}</p>
      <p>{messages.costs.undoText}</p>
      <form method="post" action={pagePath.undoAdImport(String(id))} class="actions">
        <button type="submit" class="bad">
          {messages.costs.undo}
        </button>
        <a class="btn quiet" href={pagePath.costs()}>
          {messages.common.cancel}
        </a>
      </form>
    </div>,
  );
}

export async function undoAdImport(c: StaffContext): Promise<Response> {
  await readFormData(c, []);
  const { id } = await importOf(c);
  unwrap(await registry(c).undoAdImport(id, c.var.caller.name));
  return c.redirect(withQuery(pagePath.costs(), { notice: "ad-undone" }), 303);
}

async function importOf(c: StaffContext): Promise<AdImport> {
  const found = (await registry(c).adImports()).find(({ id, canUndo }) => canUndo && String(id) === c.req.param("import"));
  return found ?? refuse({ type: "not-found", detail: "There is no import here that can be undone." });
}
