/** What every page shares: its frame, names of roles and states, and what went wrong, in English. */
import type { Messages } from "../nl.ts";

export const frame: Pick<
  Messages,
  | "locale"
  | "language"
  | "otherLanguage"
  | "skipToContent"
  | "nav"
  | "roles"
  | "adminKey"
  | "nameGone"
  | "roleMeanings"
  | "printed"
  | "statuses"
  | "skipped"
  | "common"
  | "errors"
> = {
  locale: "en-GB",
  language: "English",
  otherLanguage: "Nederlands",
  printed: (day, groupSize) => `printed on ${day}${groupSize === null ? "" : ` · every figure is a multiple of ${groupSize}`}`,
  skipToContent: "Skip to content",
  nav: {
    label: "Main menu",
    overview: "Overview",
    campaigns: "Campaigns",
    costs: "Costs",
    connect: "Connect",
    settings: "Settings",
    signOut: "Sign out",
  },
  roles: { reader: "Reader", marketer: "Marketer", admin: "Admin", site: "Website" },
  adminKey: "admin key",
  nameGone: "name removed",
  roleMeanings: {
    reader: "for a person who reads the figures",
    marketer: "for a person who also makes links",
    admin: "for a person who may do everything, keys and members too",
    site: "for a website: reports signups, and can do nothing else",
  },
  statuses: { scheduled: "Scheduled", live: "Live", paused: "Paused", ended: "Ended", archived: "Archived" },
  skipped: {
    head: "HEAD requests",
    prefetch: "Prefetched",
    preview: "Link previews",
    bot: "Bots",
    embedded: "Embedded in a page",
    inactive: "Campaign not live",
  },
  common: {
    save: "Save",
    cancel: "Cancel",
    back: "Back",
    create: "Create",
    add: "Add",
    remove: "Delete",
    search: "Search",
    all: "All",
    none: "none",
    yes: "yes",
    no: "no",
    optional: "optional",
    copy: "Copy",
    copied: "Copied",
    copyTable: "Copy table",
    tableRefused: "The browser refused to copy the table.",
    copyRefused: "The browser refused. The text is selected: copy it yourself.",
    fixThese: "This is not right yet",
    through: (day) => `through ${day}`,
    onwards: (day) => `from ${day}`,
    range: (from, to) => `${from} to ${to}`,
    never: "never",
    asTable: "As a table",
  },
  errors: {
    title: "That did not work",
    notFound: "This page does not exist",
    notFoundText: "Perhaps the address was not copied whole, or the campaign has been archived.",
    forbidden: "Your role does not allow this",
    refused: "This was refused",
    forbiddenText: (role) => `Your role is ${role}. Ask an admin for another role if you need this.`,
    crossSite: "This form came from another website and was refused. Open the dashboard and try there.",
    tooLarge: (kilobytes) => `This is too large: at most ${kilobytes} kB can be sent at once. Split the file and send it in parts.`,
    badForm: "This was not sent as a form, so nothing was done with it. Open the page again and use its form.",
    stale: "Somebody else has changed this in the meantime. Open the page again, look at what is there now, and try again.",
    unavailable: "Not available right now",
    unavailableText: "The counters do not answer. Reload the page in a few seconds; what you changed may not have been saved.",
    toOverview: "To the overview",
    toCampaigns: "To the campaigns",
  },
};
