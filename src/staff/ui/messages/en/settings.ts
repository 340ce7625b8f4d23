/** Connecting a website, and settings, in English. */
import type { Messages } from "../nl.ts";

export const settings: Pick<Messages, "connect" | "settings"> = {
  connect: {
    steps: [
      [
        "A key for the website",
        "An admin makes a key with the role Website under Settings. Keep it on the website’s server, never in a page.",
      ],
      ["Carry the code", "The code is in the address of the landing page. Carry it to the form: in links, and in a hidden field."],
      ["Report the signup", "Report the code once the form is stored, or null where there was none. Keep it nowhere near the person."],
    ],
    example: (name) => `The examples below are for “${name}”.`,
    noCampaign: (code) => `${code} stands for a campaign’s code in these examples.`,
    siteKey: "SITE_KEY stands for the website’s key: put it in a variable of that name on the server.",
    noThanks: (code) => `${code} stands for a campaign’s code. No live campaign has a thank-you page yet.`,
    thanksOf: (name) => `This is the link of “${name}”, which has a thank-you page.`,
    landing: "The visitor arrives at",
    fromServer: "From a server",
    withoutServer: "Without a server",
    withoutServerText:
      "Give the campaign a thank-you page and send people, after the form, to the link with /thanks behind it. It counts one signup and sends them on.",
    testText: 'With "test": true everything is checked and nothing is counted.',
    idempotency:
      "The Idempotency-Key makes it safe to repeat: the same report counts once within 24 hours. Use a random value, nothing about the person.",
    ways: "Which way suits your website?",
    waysText: [
      ["Pages made by a server", "Two lines per request write the code into the links and the form."],
      ["Static pages", "The script carry.js takes the code along in links and forms. It stores nothing and requests nothing."],
      ["A site on Cloudflare", "A small Worker in front of the site writes the code into its pages; the site itself stays as it is."],
      ["A page per campaign", "Give each campaign a landing page with its code in the form. Then nothing has to be carried."],
      ["A server in Node", "The client @fivebar/client keeps what cannot be delivered yet, and each signup counts once."],
      ["Once a night", "Count per code and report the sums, up to 1,000 signups in one report."],
    ],
    docs: "Fivebar’s source code has each of them with an example to copy, in docs/CONNECT.md, and every call of the API in docs/api.md. For programs there is the",
    api: "OpenAPI document",
    source: "To the source code",
    madeWith: "What is your site made with?",
    allWays: "All ways in short",
    plugin: "Download the plugin for WordPress",
    carryScript: "Download carry.js",
    tested: "Has a test report come in?",
    notTested: "No test report came in during the last quarter of an hour.",
    testCame: (key, minutes) =>
      minutes === 0
        ? `A test report came in just now with the key “${key}”.`
        : `A test report came in ${minutes === 1 ? "a minute" : `${minutes} minutes`} ago with the key “${key}”.`,
    testKnown: "Its code is that of a campaign: everything works.",
    testUnknown: "It had no code, or one that no campaign has: such a signup counts as unattributed.",
    looks: "This page looks again every three seconds.",
    forDeveloper: "A text for your developer",
    forDeveloperText: "Everything but the key. Hand the key over in a password manager or in person, never in a mail or a chat.",
    developerLead: (address, made) => `How to connect our website (${made}) to Fivebar at ${address}:`,
    developerShort: (address, code, report, api) =>
      `Our site reports signups to Fivebar at ${address}.\n\n- Visitors arrive with a code in the address, such as ?c=${code}. Carry it to the form, and store it nowhere.\n- When the form is stored, report the code: POST ${report} with {"campaign": "${code}"}, or null without a code, and the header Authorization: Bearer $SITE_KEY. Nothing about the person.\n- You get the key separately. Put it into the variable SITE_KEY on the server; never into a page or the source code.\n- With "test": true everything is checked and nothing is counted. Tell me when it works: I see it come in.\n\nRecipes for WordPress, PHP, Node, Python and form services: docs/RECIPES.md in Fivebar’s source code. The API: ${api}`,
    developerKey:
      "You get the website’s key separately. Put it into the variable SITE_KEY on the server, or where the steps above say; never into a page, a script for browsers, or the source code.",
  },
  settings: {
    keys: "Access keys",
    keysLead: {
      day: "One key for each person or website. Deleting one works at once, also for whoever is signed in with it. Today’s use appears tomorrow.",
      month:
        "One key for each person or website. Deleting one works at once, also for whoever is signed in with it. The month of the last use is told once it is over.",
    },
    noKeys: "There are no keys yet, except the admin key of the configuration.",
    name: "Name",
    role: "Role",
    createdOn: "Created on",
    lastUsedOn: "Last used on",
    notUsed: { day: "not before today", month: "not before this month" },
    newKey: "New key",
    nameHint: "Whose or what it is, such as “Website” or “Noor”.",
    madeTitle: "The new key",
    madeText: "Copy it now: it is not kept, and cannot be shown again.",
    madeForSite: "Keep it on the website’s server, never in a page.",
    madeTest: "Try it where it will be used: everything is checked, and nothing is counted. The page Connect shows that it came in.",
    madeSend: "What to send your developer, without the key:",
    madeForPerson: "One person signs in with it. Do not give it to a website: that gets a key of its own, with the role Website.",
    removeTitle: (name) => `Delete the key “${name}”?`,
    removeText: "It stops working at once. Whoever is signed in with it is signed out.",
    removeOwnText: "You are signed in with it yourself: it stops working at once, and you are signed out.",
    removeSiteText: "It stops working at once. The website cannot report signups until it has a new key.",
    removeConfirm: "Yes, delete this key",
    removed: "The key has been deleted.",
    members: "Members",
    membersLead: "Whoever signs in through your organisation has the role given here.",
    membersByClaim: (claim) =>
      `Whoever signs in through your organisation has the role that the claim ${claim} says. Here is who has come so far; somebody you remove is signed out, and comes back in for as long as your organisation gives them a role.`,
    membersOff:
      "Members sign in through your organisation: OpenID Connect (OIDC_ISSUER) or Cloudflare Access (ACCESS_TEAM_DOMAIN). Neither is on: people sign in with keys.",
    noMembers: "There are no members yet.",
    email: "Email address",
    addMember: "Add a member",
    memberSaved: "The member has been saved.",
    memberChanged: "This address was a member already; the role has been changed.",
    yourself: "this is you",
    memberRemoveTitle: (email) => `Remove ${email}?`,
    memberRemoveText: "This person can then no longer open the dashboard.",
    memberRemoveConfirm: "Yes, remove this member",
    memberRemoved: "The member has been removed.",
    hosts: "Domains that links lead to",
    hostsLead:
      "Campaigns of marketers lead to these domains only; an admin’s own campaign adds its domain. What runs already goes on when you remove a domain.",
    noHosts: "No domain is allowed yet.",
    host: "Domain",
    hostHint: "The name alone, such as www.example.org.",
    hostAddedOn: "Allowed on",
    addHost: "Allow a domain",
    redirects: "passes visitors on, or serves ads",
    redirectsMeant: "Yes, links may go through this domain, although somebody else then sees who comes",
    hostAdded: "The domain has been allowed.",
    hostRemoveTitle: (host) => `Remove ${host}?`,
    hostRemoveText: "New links of marketers can then no longer lead to this domain. Links that lead there already go on working.",
    hostRemoveConfirm: "Yes, remove this domain",
    hostRemoved: "The domain has been removed.",
    configuration: "Configuration",
    visitRelease: {
      live: "VISIT_RELEASE is live: a group of visits is shown the moment it is full. Somebody who also has the list of signups with their times can see that a campaign’s group filled just before a certain person signed up, and guess that this person came from there. With hourly only the state at the last full hour is shown; with daily, visits appear when their day is over.",
      hourly:
        "VISIT_RELEASE is hourly: visits are shown as of the last full hour. Somebody who also has the list of signups with their times can tell at most in which hour a campaign’s group filled; with few signups in an hour that still gives a hint. With daily, visits appear when their day is over.",
      daily: "VISIT_RELEASE is daily: visits appear when their day is over, so that no list of signups with times can be laid beside them.",
    },
    formal:
      "RELEASE is formal: every figure has random noise in it, drawn once and kept nowhere, so that figures hide any one visit or signup from everybody who sees them, whatever they know and click. Today’s visits appear tomorrow.",
    formalAdvice:
      "Does somebody here hold a list of people who signed up, with times? Then we advise RELEASE=formal: groups of five still let somebody who clicks links see the next visit, and lay it beside the list. Formal figures have noise in them, and hold a promise that can be proven. There is no way back (docs/FORMAL.md).",
    notSet: (names) => `Not set: ${names}.`,
    namesNobody: "The page for visitors (/about) names nobody who is responsible.",
    saysLess: "The page for visitors (/about) says less than they want to know.",
    version: (version) => `This is Fivebar ${version}.`,
    configurationLead: {
      "one-machine": "Changed in the environment that Fivebar is started with.",
      cloudflare: "Changed in wrangler.toml, followed by npm run deploy.",
    },
  },
};
