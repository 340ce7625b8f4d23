/** Ages, genders and regions, in the words of one platform and language, as Fivebar names them. Pure. */
import type { AudienceCell } from "./ad_file.ts";
import type { RowTexts } from "./ad_row.ts";

interface Group {
  readonly age: string | null;
  readonly gender: AudienceCell["gender"];
  readonly region: string | null;
}

const UNKNOWN =
  /^(?:unknown|undetermined|undefined|unspecified|uncategori[sz]ed|not (?:specified|set)|onbekend|niet (?:vastgesteld|gespecificeerd|bekend|opgegeven)|unbekannt|nicht (?:angegeben|bestimmt)|unbestimmt|inconnue?|non (?:déterminée?|spécifiée?|renseignée?)|\(?not set\)?)$/i;
const FEMALE: ReadonlySet<string> = new Set([
  "female",
  "females",
  "women",
  "woman",
  "f",
  "vrouw",
  "vrouwen",
  "vrouwelijk",
  "v",
  "w",
  "weiblich",
  "weibl.",
  "frauen",
  "femme",
  "femmes",
  "féminin",
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
  "männl.",
  "männer",
  "homme",
  "hommes",
  "masculin",
]);
const MAX_REGION_CHARS = 80;

/** `18 - 24`, `18–24`, `18 tot 24 jaar` are `18-24`, and `65 en ouder` is `65+`; what is no age is unknown. */
function ageIn(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/\s+/g, "")
    .replace(/[‐‑–—_]/g, "-")
    .replace(/^(?:age|leeftijd|alter|âge)[-:]?/, "")
    .replace(/(?:jaar|years?(?:old)?|yrs|yo|jahren?|ans)/, "")
    .replace(/(?<=^\d{1,2})(?:to|tot(?:enmet)?|t\/m|bis|à)(?=\d)/, "-");
  const [, from, to] = /^(\d{1,2})-(\d{1,3})$/.exec(plain) ?? [];
  if (from !== undefined && to !== undefined) return `${from}-${to}`;
  const least = /^(\d{1,2})(?:\+|-?plus|-?up|(?:or|and)(?:more|over|older|above)|(?:en|of)ouder|u(?:nd|\.)älter|etplus|ouplus)$/.exec(
    plain,
  )?.[1];
  const over = /^(?:>=?|over|vanaf|ab|from)(\d{1,2})$/.exec(plain)?.[1];
  const under = /^(?:<|under|below|onder|jongerdan|unter|moinsde)(\d{1,2})$/.exec(plain)?.[1];
  if (under !== undefined) return `0-${Number(under) - 1}`;
  return (least ?? over) === undefined ? "unknown" : `${least ?? over}+`;
}

function genderIn(text: string): "female" | "male" | "other" | "unknown" {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/^gender[_ ]/, "");
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
