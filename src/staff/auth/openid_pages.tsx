/** Signing in at the organisation's identity provider (OpenID Connect, authorization code with PKCE): the way there, and the way back. */
import { type AuthorizationServer, calculatePKCECodeChallenge } from "oauth4webapi";
import type { OidcConfig } from "../../domain/config.ts";
import { originOf, registry, type StaffContext } from "../http/context.ts";
import { unwrap } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { noticePage } from "../ui/error_pages.tsx";
import { page } from "../ui/layout.tsx";
import { pageContextOf } from "../ui/page_context.ts";
import { type Attempt, beginAttempt, endAttempt } from "./openid_attempt.ts";
import { isTrusted } from "./openid_fetch.ts";
import { identityFrom, type OpenIdAnswer } from "./openid_identity.ts";
import { providerOf } from "./openid_provider.ts";
import { signInPath } from "./return_path.ts";
import { roleSourceOf, startMemberSession } from "./session.ts";
import { isSafe, nextOf, signInPage } from "./sign_in_page.tsx";
import { TokenBucket } from "./token_bucket.ts";

/** Ways back that came with a code that the provider did not know: each costs the provider a request. Right ones give back what they took. */
const wrongAnswers = new TokenBucket(60, 1_000);

/** The way there. A link of another site does not begin it: who follows that, sees this site's own page first. */
export async function startOidc(c: StaffContext): Promise<Response> {
  const { oidc } = c.var.config;
  if (oidc === null) return noticePage(c, 404, "notFound");
  const next = nextOf(c.req.query("next"));
  if (!isOwn(c) || !isSafe(c)) return c.redirect(signInPath(next), 303);
  const server = await providerOf(c, oidc).catch(() => null);
  if (server === null) return told(c, oidc, next, { type: "down" });
  const address = await authorizationAddress(c, oidc, server, await beginAttempt(c, next));
  return c.redirect(address, 303);
}

/** The way back: signs a member in, and leads on to the page that was asked for. */
export async function finishOidc(c: StaffContext): Promise<Response> {
  const { oidc } = c.var.config;
  if (oidc === null) return noticePage(c, 404, "notFound");
  const attempt = await endAttempt(c);
  if (attempt === null) return told(c, oidc, "", { type: "over" });
  const { next } = attempt;
  const server = await providerOf(c, oidc).catch(() => null);
  if (server === null) return told(c, oidc, next, { type: "down" });
  const waitSeconds = wrongAnswers.take(Date.now());
  if (waitSeconds > 0) {
    c.header("Retry-After", String(waitSeconds));
    return told(c, oidc, next, { type: "too-many", waitSeconds });
  }
  const answer = await identityFrom(c, oidc, server, attempt, returnAddress(c));
  if (answer.type !== "refused") wrongAnswers.giveBack();
  if (answer.type !== "person") return told(c, oidc, next, answer);
  const { email, role } = answer;
  if (role !== null) unwrap(await registry(c).claimMember(email, role));
  if ((await registry(c).useMember(email, roleSourceOf(oidc))) === null) return told(c, oidc, next, { type: "unknown", email });
  await startMemberSession(c, email);
  return signedInPage(c, next || pagePath.overview());
}

/** The way to the provider's own sign-out, for those who signed out here. */
export async function signOutOidc(c: StaffContext): Promise<Response> {
  const { oidc } = c.var.config;
  if (oidc === null) return noticePage(c, 404, "notFound");
  if (!isOwn(c)) return c.redirect(pagePath.signIn(), 303);
  const server = await providerOf(c, oidc).catch(() => null);
  if (server === null) return told(c, oidc, "", { type: "down" });
  const end = server.end_session_endpoint;
  if (end === undefined || !URL.canParse(end) || !isTrusted(end, oidc.issuer)) return told(c, oidc, "", { type: "no-sign-out" });
  const address = new URL(end);
  address.searchParams.set("client_id", oidc.clientId);
  return c.redirect(address.href, 303);
}

/** Whether this site's own page leads here, or an address that somebody typed. Browsers that are too old to say so are taken at their word. */
function isOwn(c: StaffContext): boolean {
  return !["cross-site", "same-site"].includes(c.req.header("sec-fetch-site") ?? "");
}

/** Registered with the provider, which leads nowhere else. */
function returnAddress(c: StaffContext): string {
  return `${originOf(c)}${pagePath.finishOidc()}`;
}

async function authorizationAddress(c: StaffContext, oidc: OidcConfig, server: AuthorizationServer, attempt: Attempt): Promise<string> {
  const address = new URL(server.authorization_endpoint ?? "");
  const parameters = {
    response_type: "code",
    client_id: oidc.clientId,
    redirect_uri: returnAddress(c),
    scope: "openid email",
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}

/**
 * A page that leads on by itself. A redirect would still be the other site's doing, and browsers keep the session's cookie (`SameSite=Strict`)
 * from what another site has brought about.
 */
function signedInPage(c: StaffContext, next: string): Response | Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  c.header("Refresh", `0;url=${next}`);
  return page(
    c,
    context,
    { title: messages.openId.done, section: null },
    <div class="narrow">
      <h1>{messages.openId.done}</h1>
      <p>
        <a class="btn" href={next}>
          {messages.openId.goOn}
        </a>
      </p>
    </div>,
  );
}

type Told =
  | Exclude<OpenIdAnswer, { readonly type: "person" }>
  | { readonly type: "over" | "no-sign-out" }
  | { readonly type: "unknown"; readonly email: string }
  | { readonly type: "too-many"; readonly waitSeconds: number };

const STATUS = { down: 503, over: 400, "too-many": 429, "no-sign-out": 200 } as const;

/** Why nobody is signed in, above the form for a key. Nothing of what the provider or the address said is repeated but a verified address. */
function told(c: StaffContext, oidc: OidcConfig, next: string, answer: Told): Promise<Response> {
  const { openId } = pageContextOf(c).messages;
  const { host } = new URL(oidc.issuer);
  const sentence = (): string => {
    switch (answer.type) {
      case "down":
        return openId.down(host);
      case "over":
        return openId.over;
      case "declined":
        return openId.declined(host);
      case "refused":
        return openId.refused(host);
      case "unverified":
        return openId.unverified(host);
      case "no-role":
        return openId.noRole(answer.email, host);
      case "unknown":
        return openId.unknown(answer.email);
      case "no-sign-out":
        return openId.noSignOut(host);
      case "too-many":
        return openId.tooMany(answer.waitSeconds);
    }
  };
  const status = answer.type in STATUS ? STATUS[answer.type as keyof typeof STATUS] : 403;
  return signInPage(c, { error: sentence(), isAboutKey: false, status, next });
}
