/** Who gets in: through the organisation, by invitation, and what the history keeps of that. In English. */
import type { Messages } from "../nl.ts";
import { pluralOf } from "../plural.ts";

const plural = pluralOf("en-GB");

export const access: Pick<Messages, "openId" | "keyRole" | "invitations" | "history"> = {
  openId: {
    button: "Sign in with your work account",
    at: (host) => `You sign in at ${host} and then come back here.`,
    cookie: "On the way to your work account and back it keeps one more, for ten minutes at most.",
    orKey: "Or with an access key",
    done: "You are signed in",
    goOn: "To the dashboard",
    down: (host) => `Your organisation’s sign-in (${host}) does not answer. Try again in a minute, or sign in with an access key.`,
    over: "This attempt to sign in is over, or was begun in another window. Begin again.",
    declined: (host) => `You were not signed in at ${host}, so you are not signed in here either.`,
    refused: (host) => `The answer of ${host} was not valid, so nobody was signed in. Try again. If it fails again, tell an admin.`,
    unverified: (host) =>
      `${host} does not confirm that your email address is yours, which access depends on here. Ask your IT department.`,
    noRole: (email, host) => `You are signed in as ${email}, but ${host} gives you no role here. Ask your IT department.`,
    unknown: (email) => `You are signed in as ${email}, but that address is not a member here yet. Ask an admin to add you.`,
    tooMany: (seconds) =>
      `Too many invalid answers came. Wait ${plural(seconds, "second", "seconds")} and try again, or sign in with an access key.`,
    signedOutHere: "You have signed out here. You may still be signed in at your organisation.",
    signOutThere: (host) => `Sign out at ${host} too`,
    noSignOut: (host) => `You cannot sign out at ${host} from here. Do it there, or close the browser.`,
  },
  keyRole: {
    change: "Change role",
    title: (name) => `Which role does the key “${name}” get?`,
    text: "The new role counts from the next request on, also for whoever is signed in with the key.",
    changed: "The role has been changed.",
  },
  invitations: {
    title: "Invitations",
    lead: (days) =>
      `A link with which somebody fetches a key of their own, once. You do not get to see the key. The link works for ${days} days.`,
    invite: "Invite somebody",
    nameHint: "The key’s name, such as “Noor” or “Website”.",
    makeLink: "Make a link",
    madeTitle: "The invitation",
    madeText: (day) =>
      `Copy the link now: it cannot be shown again. It works once, through ${day}. Whoever has it can fetch the key, so send it to this person only.`,
    open: "Not used yet",
    expiresOn: "Works through",
    withdraw: "Withdraw",
    withdrawTitle: (name) => `Withdraw the invitation for “${name}”?`,
    withdrawText: "Its link then no longer works.",
    withdrawConfirm: "Yes, withdraw this invitation",
    withdrawn: "The invitation has been withdrawn.",
    readyTitle: "Your access key is ready",
    readyText: (role) => `Its role is ${role}. You will see it once; after that this link no longer works.`,
    show: "Show my key",
    goneTitle: "This invitation does not work",
    goneText: "Its link has been used, has expired or was withdrawn, or was not copied whole. Ask an admin for a new one.",
    keep: "Keep it in a password manager. From now on you sign in with it.",
  },
  history: {
    title: "History",
    lead: (months) =>
      `Who changed what, and when. What was done with keys, members and invitations is kept. Names of staff go after ${plural(months, "month", "months")}.`,
    csv: "Download as CSV",
    lines: "Download as JSON Lines",
  },
};
