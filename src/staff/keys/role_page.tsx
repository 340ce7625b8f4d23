/** Giving an access key another role. */
import * as v from "valibot";
import type { AccessKey } from "../../storage/registry/keys.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { readFormData, textsOf } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { keyChange } from "../openapi/request_schemas.ts";
import { pagePath } from "../routes.ts";
import { KEY_ROLES, RoleChoice } from "../settings/sections.tsx";
import { page } from "../ui/layout.tsx";
import { pageContextOf, withQuery } from "../ui/page_context.ts";

export async function keyRoleForm(c: StaffContext): Promise<Response> {
  const { id, name, role } = await keyOf(c);
  const context = pageContextOf(c);
  const { messages } = context;
  return page(
    c,
    context,
    { title: messages.keyRole.title(name), section: "settings" },
    <div class="text">
      <h1>{messages.keyRole.title(name)}</h1>
      <p>{messages.keyRole.text}</p>
      <form method="post" action={pagePath.changeKeyRole(id)} class="sheet">
        <RoleChoice context={context} roles={KEY_ROLES} chosen={role} errors={[]} />
        <div class="actions">
          <button type="submit">{messages.common.save}</button>
          <a class="btn quiet" href={pagePath.settings()}>
            {messages.common.cancel}
          </a>
        </div>
      </form>
    </div>,
  );
}

export async function changeKeyRole(c: StaffContext): Promise<Response> {
  const { id } = await keyOf(c);
  const asked = v.safeParse(keyChange, textsOf(await readFormData(c, ["role"])));
  // Without a choice, or with one that the form does not have: the form again.
  if (!asked.success) return c.redirect(pagePath.changeKeyRole(id), 303);
  unwrap(await registry(c).changeKeyRole(id, asked.output.role, c.var.caller.name));
  return c.redirect(withQuery(pagePath.settings(), { notice: "key-changed" }), 303);
}

async function keyOf(c: StaffContext): Promise<AccessKey> {
  const found = (await registry(c).keys()).find(({ id }) => id === c.req.param("id"));
  return found ?? refuse({ type: "not-found", detail: "There is no such key." });
}
