/** The dictionaries by language. A message that one of them lacks does not compile. */
import { en } from "./en.ts";
import { type Messages, nl } from "./nl.ts";

export type { Messages };
export const LANGUAGES = ["nl", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
export const messages: Readonly<Record<Language, Messages>> = { nl, en };
