/** Groups of campaigns, in English. */
import type { Messages } from "../nl.ts";
import { pluralOf } from "../plural.ts";

const plural = pluralOf("en-GB");

export const groups: Pick<Messages, "groups"> = {
  groups: {
    title: "Groups",
    lead: (campaigns) => `A group of ${plural(campaigns, "campaign", "campaigns")}.`,
    brings: "Results",
    campaigns: "Campaigns in this group",
    editTitle: "Change all campaigns at once",
    editLead: "What you change here changes in all campaigns of the group. What you leave as it is stays as it is in each of them.",
    differs: "Differs from campaign to campaign. Leave it empty to keep it so.",
    status: "Pause or resume",
    keep: "Leave as it is",
    pause: "Pause all",
    resume: "Resume all",
    save: "Change all campaigns",
    stale: "Somebody has changed one of these campaigns since you opened this page; nothing has been saved yet. Below is how it is now.",
    changed: (campaigns) => `${plural(campaigns, "campaign has", "campaigns have")} been changed.`,
    nothing: "Nothing has been changed.",
    make: (campaigns) => `Make these ${campaigns} campaigns a group`,
  },
};
