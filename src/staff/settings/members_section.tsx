/** The part of the settings page about members: staff who sign in through their organisation. */
import { MEMBER_ROLES, type Member } from "../../storage/registry/members.ts";
import { pagePath } from "../routes.ts";
import { Field } from "../ui/components.tsx";
import { translateMessages } from "../ui/messages/fields.ts";
import type { PageContext } from "../ui/page_context.ts";
import { TableHead } from "../ui/table_head.tsx";
import { RoleChoice } from "./sections.tsx";
import type { State } from "./state.ts";

interface MembersProps {
  readonly context: PageContext;
  readonly members: readonly Member[];
  readonly state: State | null;
  readonly isOn: boolean;
  /** The identity provider's claim that says who has which role; null where admins say so. */
  readonly claim: string | null;
}

export function Members({ context, members, state, isOn, claim }: MembersProps) {
  const { messages, format } = context;
  if (!isOn && members.length === 0) {
    return (
      <section>
        <h2>{messages.settings.members}</h2>
        <p class="soft">{messages.settings.membersOff}</p>
      </section>
    );
  }
  return (
    <section>
      <h2>{messages.settings.members}</h2>
      <p class="soft">
        {!isOn ? messages.settings.membersOff : claim === null ? messages.settings.membersLead : messages.settings.membersByClaim(claim)}
      </p>
      {members.length === 0 ? (
        <p>{messages.settings.noMembers}</p>
      ) : (
        <table class="stack">
          <TableHead
            columns={[messages.settings.email, messages.settings.role, messages.settings.lastUsedOn]}
            actions={[messages.common.remove]}
          />
          <tbody>
            {members.map(({ email, role, lastUsedOn }) => (
              <tr>
                <th scope="row">{email}</th>
                <td data-label={messages.settings.role}>{messages.roles[role]}</td>
                <td data-label={messages.settings.lastUsedOn}>{lastUsedOn === null ? messages.common.never : format.day(lastUsedOn)}</td>
                <td class="num">
                  {email === context.caller?.name ? (
                    <span class="soft">{messages.settings.yourself}</span>
                  ) : (
                    <a href={pagePath.removeMember(email)} aria-label={`${messages.common.remove}: ${email}`}>
                      {messages.common.remove}
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {claim !== null ? null : (
        <details class="sheet" open={members.length === 0 || state !== null}>
          <summary>{messages.settings.addMember}</summary>
          <form method="post" action={pagePath.addMember()} class="sheet" data-unsent={state !== null || undefined}>
            <Field
              errors={translateMessages(context, state?.errors ?? [])}
              path="email"
              type="email"
              label={messages.settings.email}
              value={state?.typed.email ?? ""}
              required
              more={{ autocomplete: "off", maxlength: 254 }}
            />
            <RoleChoice
              context={context}
              roles={MEMBER_ROLES}
              chosen={state?.typed.role ?? "reader"}
              errors={translateMessages(context, state?.errors ?? [])}
            />
            <button type="submit">{messages.common.add}</button>
          </form>
        </details>
      )}
    </section>
  );
}
