/** Problems as sentences, by language. */
import { MAX_ERROR_CHARS } from "../../../domain/limits.ts";
import type { ProblemCode, ProblemParams } from "../../../domain/problem_codes.ts";
import type { Fault } from "../../../domain/problems.ts";
import { problems as en, type ProblemSentences } from "./en/problems.ts";
import type { Language } from "./index.ts";
import { problems as nl } from "./nl/problems.ts";

const SENTENCES: Readonly<Record<Language, ProblemSentences>> = { nl, en };

/** What is wrong, no longer than a paragraph: it may quote what was sent. */
export function sentence(language: Language, { code, params }: Fault): string {
  const sentences: { readonly [C in ProblemCode]: (params: never) => string } = SENTENCES[language];
  return shortened(sentences[code](params as ProblemParams[typeof code] as never));
}

export function shortened(text: string): string {
  return text.length > MAX_ERROR_CHARS ? `${text.slice(0, MAX_ERROR_CHARS)}…` : text;
}
