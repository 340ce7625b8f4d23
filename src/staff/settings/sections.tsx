/** The three parts of the settings page: keys, members, and the configuration as it is. */
import { missingForVisitors } from "../../domain/operator.ts";
import { VERSION } from "../../domain/version.ts";
import { type AccessKey, ROLES } from "../../storage/registry/keys.ts";
import { MEMBER_ROLES, type Member } from "../../storage/registry/members.ts";
import type { StaffContext } from "../http/context.ts";
import { pagePath } from "../routes.ts";
import { Field, fieldId } from "../ui/components.tsx";
import { translateMessages } from "../ui/messages/fields.ts";
import type { ShownVariable } from "../ui/messages/nl/configuration.ts";
import type { PageContext } from "../ui/page_context.ts";
import type { State } from "./state.ts";

/** Websites come first: their key must not be a person's. Where people sign in with keys, no role is preselected. */
const KEY_ROLES = ["site", ...ROLES.filter((role) => role !== "site")] as const;

interface KeysProps {
  readonly context: PageContext;
  readonly keys: readonly AccessKey[];
  readonly state: State | null;
  /** Whether people sign in with keys: where Access is the sign-in, websites alone need them. */
  readonly isSignIn: boolean;
  /** Whether a key's last use is told by month, as in the formal mode. */
  readonly isByMonth: boolean;
}

export function Keys({ context, keys, state, isSignIn, isByMonth }: KeysProps) {
  const { messages, format } = context;
  return (
    <section>
      <h2>{messages.settings.keys}</h2>
      <p class="soft">{messages.settings.keysLead[isByMonth ? "month" : "day"]}</p>
      {keys.length === 0 ? (
        <p>{messages.settings.noKeys}</p>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              {[messages.settings.name, messages.settings.role, messages.settings.createdOn, messages.settings.lastUsedOn].map((text) => (
                <th scope="col">{text}</th>
              ))}
              <th scope="col">
                <span class="hush">{messages.common.remove}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map(({ id, name, role, createdOn, lastUsedOn }) => (
              <tr>
                <th scope="row">{name}</th>
                <td data-label={messages.settings.role}>{messages.roles[role]}</td>
                <td data-label={messages.settings.createdOn}>{format.day(createdOn)}</td>
                <td data-label={messages.settings.lastUsedOn}>
                  {lastUsedOn === null
                    ? messages.settings.notUsed[isByMonth ? "month" : "day"]
                    : format[isByMonth ? "month" : "day"](lastUsedOn)}
                </td>
                <td class="num">
                  <a href={pagePath.removeKey(id)} aria-label={`${messages.common.remove}: ${name}`}>
                    {messages.common.remove}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <details class="sheet" open={isSignIn || state !== null}>
        <summary>{messages.settings.newKey}</summary>
        <form method="post" action={pagePath.createKey()} class="sheet" data-unsent={state !== null || undefined}>
          <Field
            errors={translateMessages(context, state?.errors ?? [])}
            path="name"
            label={messages.settings.name}
            hint={messages.settings.nameHint}
            value={state?.typed.name ?? ""}
            required
            more={{ maxlength: 100, autocomplete: "off" }}
          />
          <RoleChoice
            context={context}
            roles={KEY_ROLES}
            chosen={state?.typed.role ?? (isSignIn ? null : "site")}
            isLinked={state !== null}
          />
          <button type="submit">{messages.common.create}</button>
        </form>
      </details>
    </section>
  );
}

interface RoleChoiceProps {
  readonly context: PageContext;
  readonly roles: readonly (keyof PageContext["messages"]["roles"])[];
  /** Null where nothing is preselected. */
  readonly chosen: string | null;
  /** Whether the page's errors are about this choice and lead to it. */
  readonly isLinked: boolean;
}

function RoleChoice({ context, roles, chosen, isLinked }: RoleChoiceProps) {
  const { messages } = context;
  return (
    <fieldset id={isLinked ? fieldId("role") : undefined} tabindex={isLinked ? -1 : undefined}>
      <legend>{messages.settings.role}</legend>
      {roles.map((role) => (
        <label class="check">
          <input type="radio" name="role" value={role} checked={role === chosen} required />
          <span>
            {messages.roles[role]} <span class="soft">· {messages.roleMeanings[role]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface MembersProps {
  readonly context: PageContext;
  readonly members: readonly Member[];
  readonly state: State | null;
  readonly isOn: boolean;
}

export function Members({ context, members, state, isOn }: MembersProps) {
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
      <p class="soft">{isOn ? messages.settings.membersLead : messages.settings.membersOff}</p>
      {members.length === 0 ? (
        <p>{messages.settings.noMembers}</p>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              {[messages.settings.email, messages.settings.role, messages.settings.lastUsedOn].map((text) => (
                <th scope="col">{text}</th>
              ))}
              <th scope="col">
                <span class="hush">{messages.common.remove}</span>
              </th>
            </tr>
          </thead>
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
          <RoleChoice context={context} roles={MEMBER_ROLES} chosen={state?.typed.role ?? "reader"} isLinked={state !== null} />
          <button type="submit">{messages.common.add}</button>
        </form>
      </details>
    </section>
  );
}

/** What the configuration says, without its secrets. A variable that is missing does not compile. */
export function Configuration({ context, config }: { context: PageContext; config: StaffContext["var"]["config"] }) {
  const { messages } = context;
  const facts: Readonly<Record<ShownVariable, string>> = {
    GROUP_SIZE: String(config.groupSize),
    RELEASE: config.release,
    EPSILON_VISIT: config.epsilonVisit,
    EPSILON_SIGNUP: config.epsilonSignup,
    SIGNUP_PERIOD: config.signupPeriod,
    SIGNUP_RELEASE: config.signupRelease,
    VISIT_RELEASE: config.visitRelease,
    TIME_ZONE: config.timeZone,
    SHARDS: String(config.shards),
    CODE_PARAM: config.codeParam,
    CODE_IN: config.codeIn,
    PASS_PARAMS: config.passParams.join(", "),
    FALLBACK_URL: config.fallbackUrl ?? "",
    ALLOWED_HOSTS: config.allowedHosts.join(", ") || messages.common.all.toLowerCase(),
    JURISDICTION: config.jurisdiction ?? "",
    RETENTION_MONTHS: String(config.retentionMonths),
    ACCESS_TEAM_DOMAIN: config.access?.teamDomain ?? "",
    ACCESS_AUD: config.access?.audience ?? "",
    OPERATOR: config.operator ?? "",
    PRIVACY_URL: config.privacyUrl ?? "",
    SOURCE_URL: config.sourceUrl ?? "",
    LINK_ORIGIN: config.linkOrigin ?? "",
    SECURITY_CONTACT: config.securityContacts.join(", "),
  };
  const missing = missingForVisitors(config);
  return (
    <section>
      <h2>{messages.settings.configuration}</h2>
      <p class="soft">{messages.settings.configurationLead[config.platform]}</p>
      <p>{messages.settings.version(VERSION)}</p>
      <p>{config.release === "formal" ? messages.settings.formal : messages.settings.visitRelease[config.visitRelease]}</p>
      {config.release === "formal" ? null : <p>{messages.settings.formalAdvice}</p>}
      {missing.length === 0 ? null : (
        <p class="notice">
          {messages.settings.notSet(missing.join(", "))}{" "}
          {config.operator === null ? messages.settings.namesNobody : messages.settings.saysLess}
        </p>
      )}
      <dl class="facts variables">
        {(Object.entries(facts) as [ShownVariable, string][]).map(([name, value]) => (
          <>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              {value === "" ? messages.common.none : value}
              <small>{messages.variables[name]}</small>
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}
