/**
 * The only way to the organisation's identity provider. It leads to the hosts that may be reached and to no other, and what comes back is
 * bounded in time and size: the provider may be slow, down, or not itself.
 */
import type { CustomFetchOptions } from "oauth4webapi";
import { isLoopback } from "../../domain/campaign/destination.ts";
import { MAX_BODY_BYTES } from "../../domain/limits.ts";
import type { StaffContext } from "../http/context.ts";

/** How long the provider may take for one answer. */
const TIMEOUT_MS = 3_000;

/** The provider did not answer, or not with anything that can be used. */
export class ProviderDown extends Error {
  override readonly name = "ProviderDown";
}

type ProviderFetch = (url: string, options: CustomFetchOptions<string, URLSearchParams | string | undefined>) => Promise<Response>;

/** @param hosts those that may be reached, with their ports */
export function providerFetch(c: StaffContext, issuer: string, hosts: readonly string[]): ProviderFetch {
  const { IDENTITY_PROVIDER } = c.env;
  const ask = IDENTITY_PROVIDER === undefined ? fetch : IDENTITY_PROVIDER.fetch.bind(IDENTITY_PROVIDER);
  return async (address, { method, headers, body, redirect }) => {
    if (!hosts.includes(new URL(address).host) || !isTrusted(address, issuer))
      throw new ProviderDown("not an address of the identity provider");
    try {
      const answer = await ask(address, { method, headers, redirect, body: body ?? null, signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (answer.status >= 500) throw new ProviderDown(`the identity provider answered ${answer.status}`);
      const type = answer.headers.get("content-type");
      return new Response(await boundedBody(answer), { status: answer.status, headers: type === null ? {} : { "Content-Type": type } });
    } catch (error) {
      throw error instanceof ProviderDown ? error : new ProviderDown("the identity provider did not answer");
    }
  };
}

/** Whether a certificate shows whose address it is. A provider on this very machine, under http://, needs none. */
export function isTrusted(address: string, issuer: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (isInsecure(issuer) && protocol === "http:" && isLoopback(hostname));
}

/** Only an issuer on this very machine may be (src/domain/config.ts). */
export function isInsecure(issuer: string): boolean {
  return new URL(issuer).protocol === "http:";
}

async function boundedBody(answer: Response): Promise<Uint8Array | null> {
  if (answer.body === null) return null;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > MAX_BODY_BYTES) throw new ProviderDown("the identity provider's answer is too large");
    parts.push(part);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
