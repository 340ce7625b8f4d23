/** Two parts of the settings page: keys, and the configuration as it is. */
import { missingForVisitors } from "../../domain/operator.ts";
import { VERSION } from "../../domain/version.ts";
import { type AccessKey, ROLES } from "../../storage/registry/keys.ts";
import type { StaffContext } from "../http/context.ts";
import { pagePath } from "../routes.ts";
import { errorsOf, Field, FieldErrors, fieldId } from "../ui/components.tsx";
import { type ShownError, translateMessages } from "../ui/messages/fields.ts";
import type { ShownVariable } from "../ui/messages/nl/configuration.ts";
import type { PageContext } from "../ui/page_context.ts";
import { TableHead } from "../ui/table_head.tsx";
import type { State } from "./state.ts";

/** Websites come first: their key must not be a person's. Where people sign in with keys, no role is preselected. */
export const KEY_ROLES = ["site", ...ROLES.filter((role) => role !== "site")] as const;

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
          <TableHead
            columns={[messages.settings.name, messages.settings.role, messages.settings.createdOn, messages.settings.lastUsedOn]}
            actions={[messages.common.remove]}
          />
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
                  {name === context.caller?.name ? null : (
                    <>
                      <a href={pagePath.changeKeyRole(id)} aria-label={`${messages.keyRole.change}: ${name}`}>
                        {messages.keyRole.change}
                      </a>{" "}
                      ·{" "}
                    </>
                  )}
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
            errors={translateMessages(context, state?.errors ?? [])}
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
  /** Of the form that it is in: those of the page lead here. */
  readonly errors: readonly ShownError[];
}

export function RoleChoice({ context, roles, chosen, errors }: RoleChoiceProps) {
  const { messages } = context;
  const id = fieldId("role");
  const own = errorsOf(errors, "role");
  return (
    <fieldset
      id={errors.length > 0 ? id : undefined}
      tabindex={errors.length > 0 ? -1 : undefined}
      aria-describedby={own.length > 0 ? `${id}-error` : undefined}
    >
      <legend>{messages.settings.role}</legend>
      {roles.map((role) => (
        <label class="check">
          <input type="radio" name="role" value={role} checked={role === chosen} required />
          <span>
            {messages.roles[role]} <span class="soft">· {messages.roleMeanings[role]}</span>
          </span>
        </label>
      ))}
      <FieldErrors id={id} messages={own} />
    </fieldset>
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
    OIDC_ISSUER: config.oidc?.issuer ?? "",
    OIDC_CLIENT_ID: config.oidc?.clientId ?? "",
    OIDC_ROLE_CLAIM: config.oidc?.roleClaim ?? "",
    STAFF_NAMES_MONTHS: String(config.staffNamesMonths),
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
