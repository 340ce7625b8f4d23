/** Signing in, in English. */
import type { Messages } from "../nl.ts";
import { pluralOf } from "../plural.ts";

const plural = pluralOf("en-GB");

export const signIn: Pick<Messages, "signIn" | "access"> = {
  signIn: {
    title: "Sign in",
    lead: "See what each ad brings, without knowing who came.",
    key: "Access key",
    where: "Where do I find my key?",
    hint: "An admin makes one for you. The very first is the admin key: npm start shows it in the terminal and keeps it in DATA_DIR/admin.key.",
    submit: "Sign in",
    wrong: "We do not know this key. Check that you copied all of it, or ask an admin for a new one.",
    site: "This is a website’s key: it reports signups and cannot sign in. Ask an admin for a key of your own.",
    tooMany: (seconds) => `A wrong key was tried too often. Wait ${plural(seconds, "second", "seconds")} and try again.`,
    insecure: "Signing in works over https only, or on this very computer. Put a proxy with a certificate in front of Fivebar.",
    notConfigured: "Signing in is off: set SESSION_SECRET (32 characters or more) and start again.",
    cookie:
      "After you sign in, your browser keeps a session cookie for twelve hours, and one with your language if you choose another. Only these pages read them. Visitors never get a cookie.",
    signedOut: "You have signed out.",
    ended: "Your session is over. Sign in again.",
    undone: "Your session was over when you pressed the button. Nothing has been done yet: press it again.",
    kept: "What you typed is kept: after signing in you can send it.",
    resumeTitle: "You are signed in again",
    resumeText: "Your session was over when you sent the form, so nothing has been done yet. What you typed is still here.",
    resumeSend: "Send it now",
    withKey: "Sign in with an access key",
  },
  access: {
    noToken: "This dashboard opens through Cloudflare Access only. Use the address that your organisation gave you.",
    badToken: "The proof from Cloudflare Access is not valid, or has expired. Reload the page to sign in again.",
    unavailable: "The keys of Cloudflare Access cannot be fetched right now. Try again in a minute.",
    title: "You have no access here yet",
    unknown: (email) => `You are signed in as ${email}, but that address is not a member here yet.`,
    ask: "Ask one of the admins to add you as a member:",
    nobody: "There are no members yet. Whoever has the admin key can sign in below and add the first ones.",
  },
};
