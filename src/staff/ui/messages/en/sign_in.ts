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
    hint: {
      "one-machine":
        "An admin makes one for you. The very first is the admin key: the value of ADMIN_KEY, or otherwise the key that the first start showed in the terminal and keeps in DATA_DIR/admin.key.",
      cloudflare:
        "An admin makes one for you. The very first is the admin key: the value of the secret ADMIN_KEY, chosen when Fivebar was deployed. If it is lost, npx wrangler secret put ADMIN_KEY sets a new one.",
    },
    noAdminKey: "An admin makes one for you. No admin key is set: npx wrangler secret put ADMIN_KEY sets one.",
    submit: "Sign in",
    wrong: "We do not know this key. Check that you copied all of it, or ask an admin for a new one.",
    site: "This is a website’s key: it reports signups and cannot sign in. Ask an admin for a key of your own.",
    tooMany: (seconds) =>
      `A wrong key was tried too often. Wait ${plural(seconds, "second", "seconds")} and try again. The right key works at once, also now.`,
    insecure: {
      "one-machine": "Signing in works over https only, or on this very computer. Put a proxy with a certificate in front of Fivebar.",
      cloudflare: "Signing in works over https only. Open this page with https:// in its address.",
    },
    cookie:
      "After you sign in, your browser keeps a session cookie for twelve hours, and one with your language if you choose another. Only these pages read them. Visitors never get a cookie.",
    signedOut: "You have signed out.",
    ended: "Your session is over. Sign in again.",
    undone: "Your session was over when you sent this, so nothing has been done. Do it once more.",
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
