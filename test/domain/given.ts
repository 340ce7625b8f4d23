/** Values that a test takes for granted: parsed as the program parses them, and an error where the test itself is wrong. */
import { type ChannelId, parseChannelId } from "../../src/domain/campaign/campaign.ts";
import { parseSlug, type Slug } from "../../src/domain/campaign/slug.ts";
import { type Day, parseDay } from "../../src/domain/day.ts";
import type { Fault } from "../../src/domain/problems.ts";
import { sentence } from "../../src/staff/ui/messages/problems.ts";

export function given<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`the test expected ${what}`);
  return value;
}

export function day(text: string): Day {
  return given(parseDay(text), `a day, not ${text}`);
}

export function slug(text: string): Slug {
  return given(parseSlug(text), `a slug, not ${text}`);
}

export function channelId(text: string): ChannelId {
  return given(parseChannelId(text), `a channel's id, not ${text}`);
}

/** What is said of a fault in English. */
export function english(fault: Fault | null): string {
  return sentence("en", given(fault, "a fault"));
}

/** The channels that a new registry has. */
export const FIRST_CHANNELS = [
  { id: "instagram", name: "Instagram" },
  { id: "google", name: "Google" },
  { id: "tiktok", name: "TikTok" },
  { id: "youtube", name: "YouTube" },
  { id: "spotify", name: "Spotify" },
] as const;
