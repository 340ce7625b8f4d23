/** An import undone: first what that means, then the doing. */
import type { AdImport } from "../../storage/registry/ad_figures/imports.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { readFormData } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { pageContextOf, withQuery } from "../ui/page_context.ts";
import { questionPage } from "../ui/question_page.tsx";

export async function undoAdImportForm(c: StaffContext): Promise<Response> {
  const { messages, format } = pageContextOf(c);
  const { costs: words } = messages;
  const { id, platform, at, changes } = await importOf(c);
  const which = `${words.platforms[platform]}, ${format.moment(at, c.var.config.timeZone)}: ${words.changes(changes)}.`;
  const question = { title: words.undoTitle, texts: [which, words.undoText], confirm: words.undo };
  return questionPage(c, question, { section: "costs", action: pagePath.undoAdImport(String(id)), back: pagePath.costs() });
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
