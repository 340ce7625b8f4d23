/** The visitor's language, Dutch or English, as their browser asks for it. */

export type Language = "nl" | "en";

/** The language chosen on a page, or otherwise the one that the browser asks for. */
export function languageWanted(request: Request): Language {
  const chosen = new URL(request.url).searchParams.get("lang");
  return chosen === "nl" || chosen === "en" ? chosen : languageOf(request.headers.get("accept-language"));
}

/** The first of Dutch and English in an `Accept-Language` by its weights (RFC 9110, 12.5.4); English where neither is. */
export function languageOf(acceptLanguage: string | null): Language {
  let best: Language = "en";
  let bestWeight = 0;
  for (const item of (acceptLanguage ?? "").split(",")) {
    const [range = "", ...parameters] = item.trim().toLowerCase().split(";");
    const language = range.trim().split("-")[0];
    if (language !== "nl" && language !== "en") continue;
    const weight = weightOf(parameters);
    if (weight > bestWeight) [best, bestWeight] = [language, weight];
  }
  return best;
}

function weightOf(parameters: readonly string[]): number {
  const found = parameters.map((parameter) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1]).find((q) => q !== undefined);
  return found === undefined ? 1 : Number(found);
}
