/** What `/about.json` says, as far as it can be read. */

import type { CodeIn } from "../../src/domain/campaign/destination.ts";

/** What is said of a published campaign; what is not of the right type is null. */
export interface Published {
  readonly slug: string | null;
  readonly link: string | null;
  readonly destination: string | null;
  readonly status: string | null;
  readonly countRepeats: boolean | null;
  readonly channel: string | null;
  readonly endedUrl: string | null;
  /** Its own parameter; null where it is the usual one. */
  readonly codeParam: string | null;
}

export interface About {
  readonly groupSize: number | null;
  readonly codeParam: string | null;
  readonly codeIn: CodeIn;
  /** The parameters that carry codes from there, the usual one among them. */
  readonly codeParams: readonly string[];
  /** Null when there is no such list. */
  readonly passParams: readonly string[] | null;
  readonly campaigns: readonly Published[];
}

/** Null when `body` is no JSON object. */
export function readAbout(body: string): About | null {
  const about = recordOf(parsed(body));
  if (about === null) return null;
  const { groupSize, codeParam, codeIn, codeParams, passParams, campaigns } = about;
  return {
    groupSize: typeof groupSize === "number" ? groupSize : null,
    codeParam: textOf(codeParam),
    codeIn: codeIn === "fragment" ? codeIn : "query",
    codeParams: [codeParam, ...(Array.isArray(codeParams) ? codeParams : [])].filter((name) => typeof name === "string"),
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
  const { slug, link, destination, status, countRepeats, channel, endedUrl, codeParam } = recordOf(entry) ?? {};
  return {
    slug: textOf(slug),
    link: textOf(link),
    destination: textOf(destination),
    status: textOf(status),
    countRepeats: typeof countRepeats === "boolean" ? countRepeats : null,
    channel: textOf(channel),
    endedUrl: textOf(endedUrl),
    codeParam: textOf(codeParam),
  };
}

function recordOf(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
