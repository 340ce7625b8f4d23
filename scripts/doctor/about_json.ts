/** What `/about.json` says, as far as it can be read. */

/** What is said of a published campaign; what is not of the right type is null. */
export interface Published {
  readonly slug: string | null;
  readonly link: string | null;
  readonly destination: string | null;
  readonly status: string | null;
  readonly countRepeats: boolean | null;
  readonly channel: string | null;
}

export interface About {
  readonly groupSize: number | null;
  readonly codeParam: string | null;
  /** Null when there is no such list. */
  readonly passParams: readonly string[] | null;
  readonly campaigns: readonly Published[];
}

/** Null when `body` is no JSON object. */
export function readAbout(body: string): About | null {
  const about = recordOf(parsed(body));
  if (about === null) return null;
  const { groupSize, codeParam, passParams, campaigns } = about;
  return {
    groupSize: typeof groupSize === "number" ? groupSize : null,
    codeParam: textOf(codeParam),
    passParams: Array.isArray(passParams) ? passParams.map(String) : null,
    campaigns: Array.isArray(campaigns) ? campaigns.map(publishedOf) : [],
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function publishedOf(entry: unknown): Published {
  const { slug, link, destination, status, countRepeats, channel } = recordOf(entry) ?? {};
  return {
    slug: textOf(slug),
    link: textOf(link),
    destination: textOf(destination),
    status: textOf(status),
    countRepeats: typeof countRepeats === "boolean" ? countRepeats : null,
    channel: textOf(channel),
  };
}

function recordOf(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
