/** What is said when an ad platform's figures are taken over, in English. */
import type { AdFigureNotes, AdFigureProblems } from "../../../../domain/ad_figures/problem_codes.ts";

type AdFigures = AdFigureProblems & AdFigureNotes;
export type AdFigureSentences = { readonly [C in keyof AdFigures]: (params: AdFigures[C]) => string };

export const adFigures: AdFigureSentences = {
  "too-many-ad-figures": ({ max }) =>
    `the file covers too many days for so many campaigns (campaigns times days: at most ${max}); export a shorter period`,
  "too-many-ad-units": ({ max }) => `at most ${max} campaigns and ads of all platforms can be kept`,
  "no-such-campaign": ({ slug }) => `there is no campaign "${slug}"`,
  "ad-other-level": ({ name, level }) =>
    `"${name}": for these days there are figures of the same campaign by ${LEVELS[level] ?? level}, so these would count twice; take those out first, or export by ${LEVELS[level] ?? level}`,
  "ad-same-name": ({ name }) =>
    `"${name}": for these days there are figures of campaigns of this name, with ids where this file has none, or the other way round, so these would count twice; export with the column of ids, or take those out first`,
  "ad-other-source": ({ name, platform }) =>
    `"${name}": for these days there are figures of the same campaign from ${platform}, so these would count twice; take those out first`,

  "ad-no-campaign": ({ slug }) => `there is no campaign "${slug}"`,
  "ad-not-ours": ({ name }) => `"${name}" is not ours, as was said before`,
  "ad-other-name": ({ name, other }) =>
    `"${name}": for these days there are also figures of "${other}", which is not in this file, and both count; if it was renamed, take the figures of these days out first`,
  "ad-days-differ": ({ name, from, to }) =>
    `"${name}": the platform's sum for ${from} to ${to} differs from its figures by day by more than 1%; the days count`,
};

const LEVELS: Readonly<Record<string, string>> = { campaign: "campaign", adset: "ad set", ad: "ad" };
