/** Connecting a website, and settings, in English. */
import type { Messages } from "../nl.ts";

export const settings: Pick<Messages, "connect" | "settings"> = {
  connect: {
    title: "How does Fivebar learn of a signup?",
    steps: [
      [
        "A key for the website",
        "An admin makes a key with the role Website under Settings. Keep it on the website’s server, never in a page.",
      ],
      ["Carry the code", "The code is in the address of the landing page. Carry it to the form: in links, and in a hidden field."],
      ["Report the signup", "Report the code once the form is stored, or null where there was none. Keep it nowhere near the person."],
    ],
    example: "The examples below are real: they have codes of your own campaigns in them.",
    noCampaign: (code) => `${code} stands for a campaign’s code in these examples.`,
    landing: "The visitor arrives at",
    fromServer: "From a server",
    withoutServer: "Without a server",
    withoutServerText:
      "Give the campaign a thank-you page and send people, after the form, to the link with /thanks behind it. It counts one signup and sends them on.",
    testText: 'With "test": true everything is checked and nothing is counted.',
    idempotency:
      "The Idempotency-Key makes it safe to repeat: the same report counts once within 24 hours. Use a random value, nothing about the person.",
    api: "Description of the API (OpenAPI)",
  },
  settings: {
    title: "Who may do what?",
    keys: "Access keys",
    keysLead:
      "One key for each person or website. Deleting one works at once, also for whoever is signed in with it. What is used today is shown tomorrow.",
    noKeys: "There are no keys yet, except the admin key of the configuration.",
    name: "Name",
    role: "Role",
    createdOn: "Created on",
    lastUsedOn: "Last used on",
    newKey: "New key",
    nameHint: "Whose or what it is, such as “Website”.",
    madeTitle: "The new key",
    madeText: "Copy it now: it is not kept, and cannot be shown again.",
    removeTitle: (name) => `Delete the key “${name}”?`,
    removeText: "It stops working at once. Whoever is signed in with it is signed out.",
    removeOwnText: "You are signed in with it yourself: it stops working at once, and you are signed out.",
    removeSiteText: "It stops working at once. The website cannot report signups until it has a new key.",
    removeConfirm: "Yes, delete this key",
    removed: "The key has been deleted.",
    members: "Members",
    membersLead: "Whoever signs in through Cloudflare Access has the role given here.",
    membersOff: "Members are for Cloudflare Access (ACCESS_TEAM_DOMAIN and ACCESS_AUD). It is off; people sign in with keys.",
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
    configuration: "Configuration",
    configurationLead: "Set in wrangler.toml, or in the environment of npm start.",
  },
};
