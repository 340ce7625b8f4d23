/** The token in an address that is a key by itself, a report link or an invitation: 256 random bits, of which the registry keeps the SHA-256 alone. */

/** What a token looks like: base64url without padding. */
export const TOKEN_PATTERN = "[A-Za-z0-9_-]{43}";

export async function newToken(): Promise<{ readonly token: string; readonly hash: string }> {
  const random = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
  const token = random.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return { token, hash: await hashOf(token) };
}

/** SHA-256 in hex. */
export async function hashOf(token: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
