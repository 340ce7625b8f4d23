/** What fields mean, for the API's description: of those that come in and go out alike. */
export const ROLE_MEANINGS =
  "reader sees figures; marketer makes links as well; admin may do everything; site reports signups and nothing else";

export const PROBLEM_CODE_MEANING =
  'for programs: a code keeps its meaning, while messages may be written better. looks-personal and many-links are questions, which "samePageForAll": true and "manyLinks": true answer; a host that is host-not-allowed may be allowed by an admin (POST /hosts)';
