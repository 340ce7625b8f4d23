/**
 * What somebody sees who was invited: a button, and after it their key. Looking at the page uses nothing up, because mail programs, chats and
 * scanners look at every link: only the button's form does. An address that is wrong, used up or too old gets one answer for
 * all of these reasons.
 */
import type { Invitation } from "../../storage/registry/invitations.ts";
import { forgetKnownKeys, newKey } from "../auth/access_keys.ts";
import { hashOf } from "../auth/digests.ts";
import { TOKEN_PATTERN } from "../auth/token.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { readFormData } from "../http/input.ts";
import { pagePath } from "../routes.ts";
import { Copyable, Mark } from "../ui/components.tsx";
import { noticePage } from "../ui/error_pages.tsx";
import { page } from "../ui/layout.tsx";
import { pageContextOf } from "../ui/page_context.ts";
import { knownInvitations } from "./known_invitations.ts";

const TOKEN = new RegExp(`^${TOKEN_PATTERN}$`);

export async function invitationPage(c: StaffContext): Promise<Response> {
  const found = await openInvitation(c);
  if (found === null) return noticePage(c, 404, "noInvitation");
  const context = pageContextOf(c);
  const { messages } = context;
  return page(
    c,
    context,
    { title: messages.invitations.readyTitle, section: null, at: pagePath.invitation(found.token) },
    <div class="narrow">
      <Mark size={52} />
      <h1>{messages.invitations.readyTitle}</h1>
      <p class="lead">{messages.invitations.readyText(messages.roles[found.invitation.role])}</p>
      <form method="post" action={pagePath.invitation(found.token)}>
        <button type="submit">{messages.invitations.show}</button>
      </form>
    </div>,
  );
}

export async function acceptInvitation(c: StaffContext): Promise<Response> {
  await readFormData(c, []);
  const found = await openInvitation(c);
  if (found === null) return noticePage(c, 404, "noInvitation");
  const { role } = found.invitation;
  const { key, hash } = await newKey(role);
  const made = await registry(c).acceptInvitation(found.hash, { id: crypto.randomUUID() }, hash);
  // Somebody else was faster with the same link.
  if (!made.ok) return noticePage(c, 404, "noInvitation");
  forgetKnownKeys();
  const context = pageContextOf(c);
  const { messages } = context;
  return page(
    c,
    context,
    { title: messages.settings.madeTitle, section: null, at: pagePath.signIn() },
    <div class="narrow">
      <h1>{messages.settings.madeTitle}</h1>
      <section>
        <h2>
          {made.value.name} · {messages.roles[role]}
        </h2>
        <Copyable context={context} text={key} label={made.value.name} />
        <p>{messages.settings.madeText}</p>
        <p>{role === "site" ? messages.settings.madeForSite : messages.invitations.keep}</p>
      </section>
      {role === "site" ? null : (
        <a class="btn quiet" href={pagePath.signIn()}>
          {messages.signIn.submit}
        </a>
      )}
    </div>,
  );
}

interface Found {
  readonly token: string;
  readonly hash: string;
  readonly invitation: Invitation;
}

async function openInvitation(c: StaffContext): Promise<Found | null> {
  const token = c.req.param("token") ?? "";
  if (!TOKEN.test(token)) return null;
  const hash = await hashOf(token);
  if (!(await knownInvitations.has(registry(c), hash, Date.now()))) return null;
  const invitation = await registry(c).invitation(hash);
  return invitation === null ? null : { token, hash, invitation };
}
