/**
 * An identity provider for tests: a real one (`oidc-provider`) and, in front of it, a small proxy that can change what it says. A real provider
 * makes no wrong tokens, so the proxy makes them; unless a test asks it to, it passes everything on as it is.
 */
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { Provider } from "oidc-provider";
import type { Certified } from "./certificate.ts";

export const CLIENT_ID = "fivebar";
export const CLIENT_SECRET = "the-client-secret.of~these-tests";

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
}

export async function newSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const more = { kid, alg: "RS256", use: "sig" };
  return {
    kid,
    privateKey,
    privateJwk: { ...(await exportJWK(privateKey)), ...more },
    publicJwk: { ...(await exportJWK(publicKey)), ...more },
  };
}

export type Claims = Record<string, unknown>;
/** Makes another ID token of what the provider has signed. */
export type ChangeToken = (claims: Claims, token: string) => string | undefined | Promise<string | undefined>;

type Misbehaviour = "nothing" | "closed" | "500" | "huge" | "text" | "redirect";

export interface IdentityProvider {
  readonly issuer: string;
  /** The key that it signs with. */
  readonly key: SigningKey;
  /** Who signs in, as its claims say. */
  person: Claims;
  /** Whether it asks with a page, as somebody in a browser sees it. */
  asks: boolean;
  /** The proxy's changes; null for none. */
  changeToken: ChangeToken | null;
  changeMetadata: ((metadata: Claims) => Claims) | null;
  publishedKeys: readonly JWK[] | null;
  /** What the proxy does in the place of answering at this path. */
  instead: { readonly path: string; readonly with: Misbehaviour } | null;
  /** What was asked of it: method and path, without a query. */
  readonly asked: string[];
  /** Signs claims with its own key, or another. */
  sign(claims: Claims, key?: SigningKey, kid?: string): Promise<string>;
  /** Makes the provider itself, for applications at these addresses. */
  open(origins: readonly string[]): void;
  close(): Promise<void>;
}

/**
 * @param host as the issuer names it: another one than the tracker's is another site to a browser
 * @param certified what it shows over https; without it is reached by http
 */
export async function startIdentityProvider(host = "127.0.0.1", certified?: Certified): Promise<IdentityProvider> {
  const key = await newSigningKey("first");
  const inner = createServer();
  const innerPort = await listen(inner);
  const front: Server = certified === undefined ? createServer() : createHttpsServer(certified);
  const port = await listen(front);
  const scheme = certified === undefined ? "http" : "https";
  const issuer = `${scheme}://${host}:${port}`;
  const stand: IdentityProvider = {
    issuer,
    key,
    person: {},
    asks: false,
    changeToken: null,
    changeMetadata: null,
    publishedKeys: null,
    instead: null,
    asked: [],
    sign: (claims, by = key, kid = by.kid) => new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid }).sign(by.privateKey),
    open(origins) {
      const provider = makeProvider(stand, origins);
      provider.proxy = true;
      const answer = provider.callback();
      inner.on("request", (request, response) => {
        const uid = /^\/login\/([\w-]+)$/.exec(request.url ?? "")?.[1];
        if (uid === undefined) return void answer(request, response);
        if (stand.asks && request.method === "GET") return void response.writeHead(200, { "content-type": "text/html" }).end(PAGE);
        const login = { accountId: "somebody" };
        void provider.interactionFinished(request, response, { login, consent: {} }, { mergeWithLastSubmission: false });
      });
    },
    async close() {
      for (const server of [front, inner]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
  front.on("request", (request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    stand.asked.push(`${request.method} ${path}`);
    if (stand.instead !== null && path === stand.instead.path) return misbehave(stand.instead.with, request, response);
    const asked = httpRequest(
      { port: innerPort, method: request.method, path: request.url, headers: { ...request.headers, "x-forwarded-proto": scheme } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          void changed(stand, path, Buffer.concat(parts).toString()).then((body) => {
            const headers: IncomingHttpHeaders = { ...answer.headers, "content-length": String(Buffer.byteLength(body)) };
            delete headers["transfer-encoding"];
            response.writeHead(answer.statusCode ?? 500, headers).end(body);
          });
        });
      },
    );
    request.pipe(asked);
  });
  return stand;
}

function misbehave(how: Misbehaviour, request: IncomingMessage, response: ServerResponse): void {
  switch (how) {
    case "nothing":
      return;
    case "closed":
      return void request.socket.destroy();
    case "500":
      return void response.writeHead(500).end();
    case "redirect":
      return void response.writeHead(302, { location: "/elsewhere" }).end();
    case "text":
      return void response.writeHead(200, { "content-type": "text/plain" }).end("hello");
    case "huge":
      return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ more: "x".repeat(400_000) }));
  }
}

async function changed(stand: IdentityProvider, path: string, body: string): Promise<string> {
  if (path === "/.well-known/openid-configuration" && stand.changeMetadata !== null)
    return JSON.stringify(stand.changeMetadata(JSON.parse(body) as Claims));
  if (path === "/jwks" && stand.publishedKeys !== null) return JSON.stringify({ keys: stand.publishedKeys });
  if (path !== "/token" || stand.changeToken === null) return body;
  const answer = JSON.parse(body) as { id_token?: string };
  if (answer.id_token === undefined) return body;
  const claims = JSON.parse(Buffer.from(answer.id_token.split(".")[1] ?? "", "base64url").toString()) as Claims;
  return JSON.stringify({ ...answer, id_token: await stand.changeToken(claims, answer.id_token) });
}

const PAGE = '<!doctype html><html lang="en"><title>Office</title><form method="post"><button>Continue as Noor</button></form></html>';

function makeProvider(stand: IdentityProvider, origins: readonly string[]): Provider {
  return new Provider(stand.issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: origins.map((origin) => `${origin}/staff/sign-in/oidc/callback`),
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    jwks: { keys: [stand.key.privateJwk] },
    claims: { openid: ["sub", "roles"], email: ["email", "email_verified", "xms_edov"] },
    conformIdTokenClaims: false,
    cookies: { keys: ["for these tests only"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/login/${uid}` },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, ...stand.person }) }),
    async loadExistingGrant(context: ProviderContext) {
      const grant = new context.oidc.provider.Grant({ clientId: CLIENT_ID, accountId: context.oidc.session.accountId });
      grant.addOIDCScope("openid email");
      await grant.save();
      return grant;
    },
  });
}

interface ProviderContext {
  readonly oidc: {
    readonly provider: { readonly Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<string> } };
    readonly session: { readonly accountId: string };
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
