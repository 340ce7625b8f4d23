/** What fields mean, for the API's description: of those that come in and go out alike. */
import type { Spec } from "../../domain/campaign/campaign.ts";

export const SPEC_MEANINGS: Readonly<Record<keyof Spec, string>> = {
  published: "whether /about shows this specification and the link",
  description: "what is shown, to whom, and why",
  ageFrom: "the youngest whom the ad is shown to, in years",
  ageTo: "the oldest whom the ad is shown to, in years",
  regions: "where the ad is shown",
  languages: "the languages that the platform was told to look for",
  interests: "the interests that the platform was told to look for",
  budgetEuros: "what is spent on the campaign, in euros",
  paidBy: "who pays for it",
};

export const SPEC_MEANING = "the campaign's specification, which its organisation may publish";

export const ROLE_MEANINGS =
  "reader sees figures; marketer makes links as well; admin may do everything; site reports signups and nothing else";

export const PROBLEM_CODE_MEANING =
  'for programs: a code keeps its meaning, while messages may be written better. looks-personal and many-links are questions, which "samePageForAll": true and "manyLinks": true answer; a host that is host-not-allowed may be allowed by an admin (POST /hosts)';
