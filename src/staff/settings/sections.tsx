/** The three parts of the settings page: keys, members, and the configuration as it is. */
import type { ConfigVariable } from "../../domain/config.ts";
import { missingForVisitors } from "../../domain/operator.ts";
import { VERSION } from "../../domain/version.ts";
import { type AccessKey, ROLES } from "../../storage/registry/keys.ts";
import { MEMBER_ROLES, type Member } from "../../storage/registry/members.ts";
import type { Call } from "../http/context.ts";
import { pagePath } from "../routes.ts";
import { Field, fieldId } from "../ui/components.tsx";
import { translateMessages } from "../ui/messages/fields.ts";
import type { View } from "../ui/page_context.ts";
import type { State } from "./state.ts";

/** Websites first: theirs is the key that must not be one of a person. Where people sign in with keys, none is chosen beforehand. */
const KEY_ROLES = ["site", ...ROLES.filter((role) => role !== "site")] as const;

interface KeysProps {
  readonly view: View;
  readonly keys: readonly AccessKey[];
  readonly state: State | null;
  /** Whether people sign in with keys: where Access is the sign-in, websites alone need them. */
  readonly isSignIn: boolean;
}

export function Keys({ view, keys, state, isSignIn }: KeysProps) {
  const { t, f } = view;
  return (
    <section>
      <h2>{t.settings.keys}</h2>
      <p class="soft">{t.settings.keysLead}</p>
      {keys.length === 0 ? (
        <p>{t.settings.noKeys}</p>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              {[t.settings.name, t.settings.role, t.settings.createdOn, t.settings.lastUsedOn].map((text) => (
                <th scope="col">{text}</th>
              ))}
              <th scope="col">
                <span class="hush">{t.common.remove}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map(({ id, name, role, createdOn, lastUsedOn }) => (
              <tr>
                <th scope="row">{name}</th>
                <td data-label={t.settings.role}>{t.roles[role]}</td>
                <td data-label={t.settings.createdOn}>{f.day(createdOn)}</td>
                <td data-label={t.settings.lastUsedOn}>{lastUsedOn === null ? t.settings.notUsed : f.day(lastUsedOn)}</td>
                <td class="num">
                  <a href={pagePath.removeKey(id)} aria-label={`${t.common.remove}: ${name}`}>
                    {t.common.remove}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <details class="sheet" open={isSignIn || state !== null}>
        <summary>{t.settings.newKey}</summary>
        <form method="post" action={pagePath.createKey()} class="sheet" data-unsent={state !== null || undefined}>
          <Field
            errors={translateMessages(view, state?.errors ?? [])}
            path="name"
            label={t.settings.name}
            hint={t.settings.nameHint}
            value={state?.typed.name ?? ""}
            required
            more={{ maxlength: 100, autocomplete: "off" }}
          />
          <RoleChoice view={view} roles={KEY_ROLES} chosen={state?.typed.role ?? (isSignIn ? null : "site")} isLinked={state !== null} />
          <button type="submit">{t.common.create}</button>
        </form>
      </details>
    </section>
  );
}

interface RoleChoiceProps {
  readonly view: View;
  readonly roles: readonly (keyof View["t"]["roles"])[];
  /** Null where whoever makes it is to choose. */
  readonly chosen: string | null;
  /** Whether the page's errors are about this choice and lead to it. */
  readonly isLinked: boolean;
}

function RoleChoice({ view, roles, chosen, isLinked }: RoleChoiceProps) {
  const { t } = view;
  return (
    <fieldset id={isLinked ? fieldId("role") : undefined} tabindex={isLinked ? -1 : undefined}>
      <legend>{t.settings.role}</legend>
      {roles.map((role) => (
        <label class="check">
          <input type="radio" name="role" value={role} checked={role === chosen} required />
          <span>
            {t.roles[role]} <span class="soft">· {t.roleMeanings[role]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface MembersProps {
  readonly view: View;
  readonly members: readonly Member[];
  readonly state: State | null;
  readonly isOn: boolean;
}

export function Members({ view, members, state, isOn }: MembersProps) {
  const { t, f } = view;
  if (!isOn && members.length === 0) {
    return (
      <section>
        <h2>{t.settings.members}</h2>
        <p class="soft">{t.settings.membersOff}</p>
      </section>
    );
  }
  return (
    <section>
      <h2>{t.settings.members}</h2>
      <p class="soft">{isOn ? t.settings.membersLead : t.settings.membersOff}</p>
      {members.length === 0 ? (
        <p>{t.settings.noMembers}</p>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              {[t.settings.email, t.settings.role, t.settings.lastUsedOn].map((text) => (
                <th scope="col">{text}</th>
              ))}
              <th scope="col">
                <span class="hush">{t.common.remove}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map(({ email, role, lastUsedOn }) => (
              <tr>
                <th scope="row">{email}</th>
                <td data-label={t.settings.role}>{t.roles[role]}</td>
                <td data-label={t.settings.lastUsedOn}>{lastUsedOn === null ? t.common.never : f.day(lastUsedOn)}</td>
                <td class="num">
                  {email === view.caller?.name ? (
                    <span class="soft">{t.settings.yourself}</span>
                  ) : (
                    <a href={pagePath.removeMember(email)} aria-label={`${t.common.remove}: ${email}`}>
                      {t.common.remove}
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <details class="sheet" open={members.length === 0 || state !== null}>
        <summary>{t.settings.addMember}</summary>
        <form method="post" action={pagePath.addMember()} class="sheet" data-unsent={state !== null || undefined}>
          <Field
            errors={translateMessages(view, state?.errors ?? [])}
            path="email"
            type="email"
            label={t.settings.email}
            value={state?.typed.email ?? ""}
            required
            more={{ autocomplete: "off", maxlength: 254 }}
          />
          <RoleChoice view={view} roles={MEMBER_ROLES} chosen={state?.typed.role ?? "reader"} isLinked={state !== null} />
          <button type="submit">{t.common.add}</button>
        </form>
      </details>
    </section>
  );
}

/** What the configuration says, without its secrets. A variable that is missing does not compile. */
export function Configuration({ view, config }: { view: View; config: Call["var"]["config"] }) {
  const { t } = view;
  const facts: Readonly<Record<Exclude<ConfigVariable, "ADMIN_KEY" | "SESSION_SECRET">, string>> = {
    GROUP_SIZE: String(config.groupSize),
    SIGNUP_RELEASE: config.signupRelease,
    VISIT_RELEASE: config.visitRelease,
    TIME_ZONE: config.timeZone,
    SHARDS: String(config.shards),
    CODE_PARAM: config.codeParam,
    PASS_PARAMS: config.passParams.join(", "),
    FALLBACK_URL: config.fallbackUrl ?? "",
    ALLOWED_HOSTS: config.allowedHosts.join(", ") || t.common.all.toLowerCase(),
    JURISDICTION: config.jurisdiction ?? "",
    RETENTION_MONTHS: String(config.retentionMonths),
    ACCESS_TEAM_DOMAIN: config.access?.teamDomain ?? "",
    ACCESS_AUD: config.access?.audience ?? "",
    OPERATOR: config.operator ?? "",
    PRIVACY_URL: config.privacyUrl ?? "",
    SOURCE_URL: config.sourceUrl ?? "",
    LINK_ORIGIN: config.linkOrigin ?? "",
  };
  const missing = missingForVisitors(config);
  return (
    <section>
      <h2>{t.settings.configuration}</h2>
      <p class="soft">{t.settings.configurationLead[config.platform]}</p>
      <p>{t.settings.version(VERSION)}</p>
      <p>{t.settings.visitRelease[config.visitRelease]}</p>
      {missing.length === 0 ? null : (
        <p class="notice">
          {t.settings.notSet(missing.join(", "))} {config.operator === null ? t.settings.namesNobody : t.settings.saysLess}
        </p>
      )}
      <dl class="facts">
        {Object.entries(facts).map(([name, value]) => (
          <>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{value === "" ? t.common.none : value}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}
