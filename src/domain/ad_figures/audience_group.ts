/** Ages, genders and regions, in the words of one platform and language, as Fivebar names them. Pure. */
import type { AudienceCell } from "./ad_file.ts";
import type { RowTexts } from "./ad_row.ts";

interface Group {
  readonly age: string | null;
  readonly gender: AudienceCell["gender"];
  readonly region: string | null;
}

const UNKNOWN = /^(?:unknown|undetermined|undefined|not specified|onbekend|niet vastgesteld|unbekannt|inconnue?|non déterminé)$/i;
const FEMALE: ReadonlySet<string> = new Set([
  "female",
  "females",
  "women",
  "woman",
  "f",
  "vrouw",
  "vrouwen",
  "vrouwelijk",
  "weiblich",
  "frauen",
  "femme",
  "femmes",
]);
const MALE: ReadonlySet<string> = new Set([
  "male",
  "males",
  "men",
  "man",
  "m",
  "mannen",
  "mannelijk",
  "männlich",
  "männer",
  "homme",
  "hommes",
]);
const MAX_REGION_CHARS = 80;

/** `18 - 24` and `18–24` are `18-24`; what is no age is unknown. */
function ageIn(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/\s+/g, "")
    .replace(/[–—_]/g, "-")
    .replace(/^age-?/, "");
  const [, from, to] = /^(\d{1,2})-(\d{1,3})$/.exec(plain) ?? [];
  if (from !== undefined && to !== undefined) return `${from}-${to}`;
  const least = /^(\d{1,2})(?:\+|-?plus|ormore|enouder|undälter|etplus)$/.exec(plain)?.[1] ?? /^(?:>=?|over)(\d{1,2})$/.exec(plain)?.[1];
  return least === undefined ? "unknown" : `${least}+`;
}

function genderIn(text: string): "female" | "male" | "other" | "unknown" {
  const word = text.trim().toLowerCase();
  if (FEMALE.has(word)) return "female";
  if (MALE.has(word)) return "male";
  return UNKNOWN.test(word) ? "unknown" : "other";
}

/** The group that a row is about; null for a row about all, and for a breakdown that is not kept. */
export function groupIn(texts: RowTexts): Group | null {
  const dimension = texts.text("dimension").toLowerCase();
  const said = (field: "age" | "gender" | "region"): string =>
    dimension === ""
      ? texts.text(field)
      : dimension === field || (field === "region" && dimension === "country")
        ? texts.text("value")
        : "";
  const [age, gender, region] = [said("age"), said("gender"), said("region")];
  if (age === "" && gender === "" && region === "") return null;
  return {
    age: age === "" ? null : ageIn(age),
    gender: gender === "" ? null : genderIn(gender),
    region: region === "" ? null : region.replace(/\s+/g, " ").slice(0, MAX_REGION_CHARS),
  };
}

/** Breakdowns of Spotify's rows that are finer than a region. */
export function isTooFineDimension(texts: RowTexts): boolean {
  return /^(?:city|postal[ _]?code|zip|dma|device|platform|hour)$/i.test(texts.text("dimension"));
}
