/** What can go wrong with a request, by what its sender can do about it. */

/** Fivebar understood and said no; the same request will not do better. `status` and `detail` are from its problem document (RFC 9457). */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly status: number;
  readonly detail: string;
  /** The fields that are wrong, for status 400. A `code` keeps its meaning; messages may be written better. */
  readonly fields: readonly { readonly path: string; readonly message: string; readonly code: string }[];

  constructor(status: number, detail: string, fields: RefusedError["fields"] = []) {
    super(`Fivebar refused (${status}): ${detail}`);
    this.status = status;
    this.detail = detail;
    this.fields = fields;
  }
}

/** No answer, or one that says "later". Sending the same report again, with the same key, is safe for 24 hours. */
export class UnavailableError extends Error {
  override readonly name = "UnavailableError";
  /** Null when there was no answer. */
  readonly status: number | null;
  /** Whether the report may have been counted although no answer says so. */
  readonly mayHaveCounted: boolean;
  /** The server's `Retry-After`. */
  readonly retryAfterMs: number | null;

  constructor(message: string, about: { status?: number; mayHaveCounted: boolean; retryAfterMs?: number | null; cause?: unknown }) {
    super(`Fivebar is not available: ${message}`, { cause: about.cause });
    this.status = about.status ?? null;
    this.mayHaveCounted = about.mayHaveCounted;
    this.retryAfterMs = about.retryAfterMs ?? null;
  }
}
