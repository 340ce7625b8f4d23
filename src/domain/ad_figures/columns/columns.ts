/**
 * How each platform names its columns. Pure data. Names are compared whole, never by a part of them: `Weergaven van landingspagina` is not
 * `Weergaven`, and `Clicks (all)` is not the clicks on a link. Case, underscores and a currency or a zone in brackets at the end make no difference
 * (`columnName`). Where a name was not seen in a real file, docs/COSTS.md says so.
 */

import type { PlatformColumns } from "./field.ts";
import { FIVEBAR, GA4 } from "./forms.ts";
import { GOOGLE } from "./google.ts";
import { META } from "./meta.ts";
import { LINKEDIN, MICROSOFT, PINTEREST } from "./networks.ts";
import { SNAPCHAT, SPOTIFY, TIKTOK } from "./video_and_audio.ts";

export const PLATFORM_COLUMNS: readonly PlatformColumns[] = [
  FIVEBAR,
  GA4,
  SPOTIFY,
  PINTEREST,
  LINKEDIN,
  TIKTOK,
  SNAPCHAT,
  MICROSOFT,
  GOOGLE,
  META,
];

const CURRENCY_AT_END = /\s*\(([A-Z]{3})\)$/;
const ZONE_AT_END = /\s*\((?:in|en|à) [A-Z]{2,5}\)$/i;

/** A name as it is compared: `CAMPAIGN_NAME` is `campaign name`, `Amount spent (EUR)` is `amount spent`. */
export function columnName(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\p{Cf}/gu, "")
    .replace(CURRENCY_AT_END, "")
    .replace(ZONE_AT_END, "")
    .replace(/[\s_]+/g, " ")
    .trim()
    .toLowerCase();
}

/** The currency that a column's name says, as in `Amount spent (EUR)`; null when it says none. */
export function currencyInName(text: string): string | null {
  return CURRENCY_AT_END.exec(text)?.[1] ?? null;
}
