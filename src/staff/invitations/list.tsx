/** The invitations that nobody has used yet. */
import type { Invitation } from "../../storage/registry/invitations.ts";
import { pagePath } from "../routes.ts";
import type { PageContext } from "../ui/page_context.ts";
import { TableHead } from "../ui/table_head.tsx";

interface OpenInvitationsProps {
  readonly context: PageContext;
  readonly invitations: readonly Invitation[];
}

export function OpenInvitations({ context, invitations }: OpenInvitationsProps) {
  const { messages, format } = context;
  return (
    <section>
      <h2>{messages.invitations.open}</h2>
      <table class="stack">
        <TableHead
          columns={[messages.settings.name, messages.settings.role, messages.invitations.expiresOn]}
          actions={[messages.invitations.withdraw]}
        />
        <tbody>
          {invitations.map(({ id, name, role, expiresOn }) => (
            <tr>
              <th scope="row">{name}</th>
              <td data-label={messages.settings.role}>{messages.roles[role]}</td>
              <td data-label={messages.invitations.expiresOn}>{format.day(expiresOn)}</td>
              <td class="num">
                <a href={pagePath.removeInvitation(id)} aria-label={`${messages.invitations.withdraw}: ${name}`}>
                  {messages.invitations.withdraw}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
