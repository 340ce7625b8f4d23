/** Fivebar's API for a campaign's website: report signups; with a reader's key, read what came of it. */
import type { CampaignInfo, Figures, FiguresQuery, SignupAnswer, SignupReport } from "./api.ts";
import { codeFrom } from "./code.ts";
import { RefusedError, UnavailableError } from "./errors.ts";
import { type Pauses, pauseMs, sleep } from "./pause.ts";

/** The most signups that one report may hold. */
export const MAX_COUNT = 1_000;

export interface ClientOptions {
  /** Where Fivebar runs: `https://go.example.org`. */
  readonly address: string;
  /** An access key; for reports one with the role `site`. */
  readonly key: string;
  /** For one try; 10 seconds when left out. */
  readonly timeoutMs?: number;
  /** How often a report is sent at most when there is no answer; 4 when left out. */
  readonly tries?: number;
  readonly pauses?: Pauses;
  /** Allows `http` to another machine, where the key can be read on the way: for a private network only. */
  readonly allowHttp?: boolean;
  readonly fetch?: (input: string, init: RequestInit) => Promise<Response>;
}

export interface SendOptions {
  readonly signal?: AbortSignal;
  /** A key of your own, to repeat a report of an earlier process; made by chance when left out. */
  readonly idempotencyKey?: string;
}

export class Fivebar {
  readonly #options: Required<Omit<ClientOptions, "allowHttp">>;

  /** @throws TypeError when the address or the key cannot be one. */
  constructor(options: ClientOptions) {
    // Settings that are missing arrive as undefined, whatever the types say.
    const { address, key }: { address?: unknown; key?: unknown } = options;
    if (typeof address !== "string" || !URL.canParse(address))
      throw new TypeError(`set the address of Fivebar, such as https://go.example.org, not ${JSON.stringify(address)}`);
    if (typeof key !== "string" || !/^[\x21-\x7e]+$/.test(key))
      throw new TypeError("set the site's access key: an admin of Fivebar makes it under Settings");
    const url = new URL(address);
    const isLocal = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
    if (url.protocol !== "https:" && !(url.protocol === "http:" && (isLocal || options.allowHttp === true)))
      throw new TypeError(`the address must begin with https://, not ${url.protocol}//`);
    this.#options = {
      timeoutMs: 10_000,
      tries: 4,
      pauses: { firstMs: 250, longestMs: 30_000 },
      fetch: (input, init) => fetch(input, init),
      ...options,
      address: `${url.origin}${url.pathname.replace(/\/+$/, "")}/api/v1`,
    };
  }

  /**
   * Reports signups, and resolves when they are counted. Tries again, with the same key, on network errors, 429 and 5xx.
   *
   * @throws RangeError or TypeError for a report that cannot be one; RefusedError; UnavailableError after the last try; the signal's reason
   */
  async report(report: SignupReport, options: SendOptions = {}): Promise<SignupAnswer> {
    const idempotencyKey = options.idempotencyKey ?? crypto.randomUUID();
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.reportOnce(report, { ...options, idempotencyKey });
      } catch (error) {
        if (!(error instanceof UnavailableError) || failures >= this.#options.tries) throw error;
        await sleep(pauseMs(this.#options.pauses, failures, error.retryAfterMs), options.signal);
      }
    }
  }

  /** One try of a report, for a queue that has pauses of its own. */
  async reportOnce(report: SignupReport, options: SendOptions & { readonly idempotencyKey: string }): Promise<SignupAnswer> {
    const body = JSON.stringify(checked(report));
    const headers = { "Content-Type": "application/json", "Idempotency-Key": options.idempotencyKey };
    const answer = await this.#call("/signups", { method: "POST", body, headers }, options.signal);
    if (!isSignupAnswer(answer)) throw new RefusedError(200, "the answer is not Fivebar's; check the address");
    return answer;
  }

  /** The campaigns, as in the API's description; needs a reader's key. */
  async campaigns(signal?: AbortSignal): Promise<readonly CampaignInfo[]> {
    return ((await this.#call("/campaigns", {}, signal)) as { readonly campaigns: readonly CampaignInfo[] }).campaigns;
  }

  /** Figures for a period, in whole bundles; needs a reader's key. */
  async figures(query: FiguresQuery = {}, signal?: AbortSignal): Promise<Figures> {
    return (await this.#call(`/report?${asked(query)}`, {}, signal)) as Figures;
  }

  /** One request. Its answer as JSON, not checked against a schema; anything but a 200 is thrown. */
  async #call(path: string, init: RequestInit, signal: AbortSignal | undefined): Promise<unknown> {
    signal?.throwIfAborted();
    const { address, key, timeoutMs } = this.#options;
    const timeout = AbortSignal.timeout(timeoutMs);
    const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    try {
      // A redirect would take the key elsewhere.
      const headers = { Authorization: `Bearer ${key}`, ...init.headers };
      const response = await this.#options.fetch(`${address}${path}`, { ...init, headers, redirect: "manual", signal: either });
      const text = await response.text();
      if (response.status === 200) return parsed(text);
      throw errorOf(response, text);
    } catch (error) {
      if (error instanceof RefusedError || error instanceof UnavailableError) throw error;
      if (signal?.aborted === true) throw signal.reason;
      const why = timeout.aborted ? `no answer within ${timeoutMs} ms` : ((error as Error).message ?? String(error));
      throw new UnavailableError(why, { mayHaveCounted: !neverLeft(error), cause: error });
    }
  }
}

/** Takes over the three fields by name, and of the code what is one, so that nothing else that an object carries can leave with it. */
export function checked({ campaign, count = 1, test = false }: SignupReport): SignupReport {
  const code = codeFrom(campaign);
  if (campaign !== null && code === null) throw new TypeError("campaign must be a campaign's code, or null; see codeFrom");
  if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT) throw new RangeError(`count must be 1 to ${MAX_COUNT}`);
  return { campaign: code, ...(count === 1 ? {} : { count }), ...(test ? { test } : {}) };
}

function asked(query: FiguresQuery): URLSearchParams {
  return new URLSearchParams(Object.entries(query).filter((one): one is [string, string] => one[1] !== undefined));
}

function isSignupAnswer(value: unknown): value is SignupAnswer {
  const answer = value as Partial<SignupAnswer> | null;
  return typeof answer === "object" && typeof answer?.counted === "number" && typeof answer.attributed === "boolean";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function errorOf(response: Response, text: string): RefusedError | UnavailableError {
  const { status } = response;
  const problem = (parsed(text) ?? {}) as { detail?: unknown; errors?: unknown };
  const detail = typeof problem.detail === "string" ? problem.detail : `status ${status}`;
  if (status === 429 || status >= 500) {
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    const retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : null;
    return new UnavailableError(detail, { status, mayHaveCounted: status !== 429, retryAfterMs });
  }
  if (status < 400) return new RefusedError(status, "the answer is not Fivebar's, or leads elsewhere; check the address");
  return new RefusedError(status, detail, Array.isArray(problem.errors) ? (problem.errors as RefusedError["fields"]) : []);
}

/** Whether an error of `fetch` says that there was no connection to send anything on. What a runtime does not say counts as "may be". */
function neverLeft(error: unknown): boolean {
  const { code } = ((error as Error).cause ?? {}) as { code?: unknown };
  return typeof code === "string" && ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"].includes(code);
}
