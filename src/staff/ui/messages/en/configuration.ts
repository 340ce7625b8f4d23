/** What each variable of the configuration means, in English: the settings page shows it beside the value. */
import type { Messages } from "../nl.ts";

export const configuration: Pick<Messages, "variables"> = {
  variables: {
    GROUP_SIZE: "How many visits or signups make a group. Figures are always whole groups.",
    SIGNUP_RELEASE: "When signups are shown. daily: once their day has closed. live: as soon as a group is full.",
    VISIT_RELEASE: "When visits are shown. live: as soon as a group is full. hourly: after each full hour. daily: when their day is over.",
    RELEASE:
      "How figures are released. bundles: in whole groups. formal: with noise added, by differential privacy; from the next day on, and for good.",
    EPSILON_VISIT: "With RELEASE=formal: how much one visit may matter at most. The smaller, the more noise.",
    EPSILON_SIGNUP: "With RELEASE=formal: how much one signup may matter at most. The smaller, the more noise.",
    SIGNUP_PERIOD: "With RELEASE=formal: the period whose signups are released together.",
    TIME_ZONE: "The time zone in which a day begins and ends.",
    SHARDS: "How many counters share the visits. One is nearly always enough.",
    CODE_PARAM: "The name of the code in the landing page’s address, such as the c in ?c=spring.",
    CODE_IN: "Where the code stands in the address. query: after a ?. fragment: after a #, which no server writes to its log.",
    PASS_PARAMS: "Parameters of a click that go on to the destination. All others, such as fbclid, end at Fivebar.",
    FALLBACK_URL: "Where an unknown link leads, instead of to the page that says it is unknown.",
    ALLOWED_HOSTS: "The only domains that links may lead to, those of admins included.",
    JURISDICTION: "Where Cloudflare keeps the data. eu: within the EU. It cannot be changed later.",
    RETENTION_MONTHS: "After how many months figures by day are merged into figures by month.",
    ACCESS_TEAM_DOMAIN: "The team’s domain at Cloudflare Access, if staff sign in with it.",
    ACCESS_AUD: "The audience tag of this application at Cloudflare Access.",
    OIDC_ISSUER: "Your organisation’s identity provider (OpenID Connect), if staff sign in there.",
    OIDC_CLIENT_ID: "The name by which that provider knows Fivebar.",
    OIDC_ROLE_CLAIM: "The claim that says who has which role. Empty: admins decide that above.",
    STAFF_NAMES_MONTHS: "After how many months names of staff go from the history.",
    OPERATOR: "Who is responsible. Visitors read it on /about, and it is on every printed page.",
    PRIVACY_URL: "The privacy statement, linked on /about.",
    SOURCE_URL: "The source code that runs here, linked on /about.",
    SECURITY_CONTACT: "Where somebody can report a security problem; stated in /.well-known/security.txt.",
    LINK_ORIGIN: "What links and QR codes begin with. Empty: the address at which the dashboard was opened.",
  },
};
