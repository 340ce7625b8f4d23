/** The language that a page is asked for in. */
import { accepts } from "hono/accepts";
import type { StaffContext } from "../http/context.ts";
import { LANGUAGES, type Language } from "./messages/index.ts";

/** The one chosen in the address (`?lang=`); null for none. */
export function chosenLanguage(c: StaffContext): Language | null {
  const asked = c.req.query("lang");
  return LANGUAGES.find((language) => language === asked) ?? null;
}

/** The one that the browser prefers, or `otherwise` where it names neither. */
export function preferredLanguage(c: StaffContext, otherwise: Language): Language {
  const supports = otherwise === "en" ? [...ENGLISH, ...DUTCH] : [...DUTCH, ...ENGLISH];
  return accepts(c, { header: "Accept-Language", supports, default: otherwise }).startsWith("nl") ? "nl" : "en";
}

const ENGLISH: readonly string[] = ["en", "en-GB", "en-US"];
const DUTCH: readonly string[] = ["nl", "nl-NL", "nl-BE"];
