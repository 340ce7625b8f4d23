/** The part of the settings page for the hosts that links may lead to. */
import { isRedirector, parseHost } from "../../domain/campaign/allowed_hosts.ts";
import { MAX_HOST_CHARS } from "../../domain/limits.ts";
import type { Host } from "../../storage/registry/hosts.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { pagePath } from "../routes.ts";
import type { State } from "../settings/state.ts";
import { Field, fieldId } from "../ui/components.tsx";
import { translateMessages } from "../ui/messages/fields.ts";
import type { PageContext } from "../ui/page_context.ts";
import type { Question } from "../ui/question_page.tsx";
import { TableHead } from "../ui/table_head.tsx";

/** What is asked before a host goes; null when it is not on the list. */
export async function aboutHost(c: StaffContext, { messages }: PageContext, host: string): Promise<Question | null> {
  const isThere = (await registry(c).hosts()).some((one) => one.host === host);
  return isThere
    ? {
        title: messages.settings.hostRemoveTitle(host),
        texts: [messages.settings.hostRemoveText],
        confirm: messages.settings.hostRemoveConfirm,
      }
    : null;
}

interface HostsProps {
  readonly context: PageContext;
  readonly hosts: readonly Host[];
  readonly state: State | null;
}

export function Hosts({ context, hosts, state }: HostsProps) {
  const { messages, format } = context;
  return (
    <section>
      <h2>{messages.settings.hosts}</h2>
      <p class="soft">{messages.settings.hostsLead}</p>
      {hosts.length === 0 ? (
        <p>{messages.settings.noHosts}</p>
      ) : (
        <table class="stack">
          <TableHead columns={[messages.settings.host, messages.settings.hostAddedOn]} actions={[messages.common.remove]} />
          <tbody>
            {hosts.map(({ host, addedOn }) => (
              <tr>
                <th scope="row">
                  {host} {isRedirector(host) ? <span class="soft">· {messages.settings.redirects}</span> : null}
                </th>
                <td data-label={messages.settings.hostAddedOn}>{format.day(addedOn)}</td>
                <td class="num">
                  <a href={pagePath.removeHost(host)} aria-label={`${messages.common.remove}: ${host}`}>
                    {messages.common.remove}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <details class="sheet" open={state !== null}>
        <summary>{messages.settings.addHost}</summary>
        <form method="post" action={pagePath.addHost()} class="sheet" data-unsent={state !== null || undefined}>
          <Field
            errors={translateMessages(context, state?.errors ?? [])}
            path="host"
            label={messages.settings.host}
            hint={messages.settings.hostHint}
            value={state?.typed.host ?? ""}
            required
            more={{ maxlength: MAX_HOST_CHARS, autocapitalize: "off", autocomplete: "off", spellcheck: "false" }}
          />
          {isRedirector(parseHost(state?.typed.host ?? "") ?? "") ? (
            <div class="field">
              <label class="check" for={fieldId("redirects")}>
                <input id={fieldId("redirects")} type="checkbox" name="redirects" />
                {messages.settings.redirectsMeant}
              </label>
            </div>
          ) : null}
          <button type="submit">{messages.common.add}</button>
        </form>
      </details>
    </section>
  );
}
