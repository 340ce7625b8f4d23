/** The part of the settings page for the hosts that links may lead to. */
import { isRedirector, parseHost } from "../../domain/campaign/redirectors.ts";
import { MAX_HOST_CHARS } from "../../domain/limits.ts";
import type { Host } from "../../storage/registry/hosts.ts";
import { type Call, registry } from "../http/context.ts";
import { pagePath } from "../routes.ts";
import type { Question, State } from "../settings/state.ts";
import { Field, fieldId } from "../ui/components.tsx";
import { translateMessages } from "../ui/messages/fields.ts";
import type { View } from "../ui/page_context.ts";

/** What is asked before a host goes; null when it is not on the list. */
export async function aboutHost(c: Call, { t }: View, host: string): Promise<Question | null> {
  const isThere = (await registry(c).hosts()).some((one) => one.host === host);
  return isThere
    ? { title: t.settings.hostRemoveTitle(host), text: t.settings.hostRemoveText, confirm: t.settings.hostRemoveConfirm }
    : null;
}

interface HostsProps {
  readonly view: View;
  readonly hosts: readonly Host[];
  readonly state: State | null;
}

export function Hosts({ view, hosts, state }: HostsProps) {
  const { t, f } = view;
  return (
    <section>
      <h2>{t.settings.hosts}</h2>
      <p class="soft">{t.settings.hostsLead}</p>
      {hosts.length === 0 ? (
        <p>{t.settings.noHosts}</p>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              {[t.settings.host, t.settings.hostAddedOn].map((text) => (
                <th scope="col">{text}</th>
              ))}
              <th scope="col">
                <span class="hush">{t.common.remove}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {hosts.map(({ host, addedOn }) => (
              <tr>
                <th scope="row">
                  {host} {isRedirector(host) ? <span class="soft">· {t.settings.redirects}</span> : null}
                </th>
                <td data-label={t.settings.hostAddedOn}>{f.day(addedOn)}</td>
                <td class="num">
                  <a href={pagePath.removeHost(host)} aria-label={`${t.common.remove}: ${host}`}>
                    {t.common.remove}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <details class="sheet" open={state !== null}>
        <summary>{t.settings.addHost}</summary>
        <form method="post" action={pagePath.addHost()} class="sheet" data-unsent={state !== null || undefined}>
          <Field
            errors={translateMessages(view, state?.errors ?? [])}
            path="host"
            label={t.settings.host}
            hint={t.settings.hostHint}
            value={state?.typed.host ?? ""}
            required
            more={{ maxlength: MAX_HOST_CHARS, autocapitalize: "off", autocomplete: "off", spellcheck: "false" }}
          />
          {isRedirector(parseHost(state?.typed.host ?? "") ?? "") ? (
            <div class="field">
              <label class="check" for={fieldId("redirects")}>
                <input id={fieldId("redirects")} type="checkbox" name="redirects" />
                {t.settings.redirectsMeant}
              </label>
            </div>
          ) : null}
          <button type="submit">{t.common.add}</button>
        </form>
      </details>
    </section>
  );
}
