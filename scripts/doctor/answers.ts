/** All that was answered, for the checks that hold everywhere. */

import type { Observed } from "./observe.ts";
import type { Answer } from "./request.ts";

/** Each answer with what was asked for; what was asked twice has one name. */
export function namedAnswers(observed: Observed): readonly (readonly [name: string, answer: Answer])[] {
  const { click, head, prefetch, passing, about, aboutJson, campaign, unknown, thanks, others, routes } = observed;
  return [
    ["click", click],
    ["HEAD", head],
    ["prefetch", prefetch],
    ["parameters", passing],
    ["/about", about],
    ["/about.json", aboutJson],
    ...(campaign === null ? [] : [["campaign", campaign] as const]),
    ["unknown link", unknown],
    ["thanks link", thanks],
    ...others.map(({ answer }) => ["HEAD", answer] as const),
    ...routes.flatMap(({ path, answers }) => answers.map((answer) => [path, answer] as const)),
  ];
}

export const everyAnswer = (observed: Observed): readonly Answer[] => namedAnswers(observed).map(([, answer]) => answer);

/** Those of the headers `names` that are among the answers. */
export function present(answers: readonly Answer[], names: readonly string[]): string {
  return [...new Set(answers.flatMap(({ headers }) => names.filter((name) => headers.has(name))))].join(", ");
}
