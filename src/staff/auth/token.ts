/** The token in an address that is a key by itself, a report link or an invitation: 256 random bits, of which the registry keeps the SHA-256 alone. */
import { hashOf, randomText } from "./digests.ts";

/** What a token looks like: base64url without padding. */
export const TOKEN_PATTERN = "[A-Za-z0-9_-]{43}";

export async function newToken(): Promise<{ readonly token: string; readonly hash: string }> {
  const token = randomText();
  return { token, hash: await hashOf(token) };
}
