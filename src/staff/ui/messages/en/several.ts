/** Several campaigns at once: what can be done with those that are ticked, and their QR codes, in English. */
import type { Messages } from "../nl.ts";
import { pluralOf } from "../plural.ts";

const plural = pluralOf("en-GB");
const campaigns = (count: number): string => plural(count, "campaign", "campaigns");
const have = (count: number): string => `${campaigns(count)} ${count === 1 ? "has" : "have"}`;
/** Nothing changed: all were so already. */
const done = (say: (count: number) => string) => (count: number) =>
  count === 0 ? "Nothing has been changed: these campaigns were like this already." : say(count);

export const several: Pick<Messages, "several"> = {
  several: {
    title: "Several campaigns at once",
    tick: (name, slug) => `Select ${name} (/${slug})`,
    all: "All campaigns on this page",
    hint: "Tick campaigns to pause, end, archive or group them together.",
    legend: "With the ticked campaigns",
    actions: { pause: "Pause", resume: "Resume", end: "End…", archive: "Archive…", group: "Group…" },
    titles: {
      pause: (count) => `Pause ${campaigns(count)}?`,
      resume: (count) => `Resume ${campaigns(count)}?`,
      end: (count) => `End ${campaigns(count)}?`,
      archive: (count) => `Archive ${campaigns(count)}?`,
      group: (count) => `Put ${campaigns(count)} into a group`,
    },
    texts: {
      pause: "Visitors still reach the destination, without the code, and are not counted.",
      resume: "The links carry the code again, and visits are counted again.",
      end: "Visits are counted through the last day. After it the links still lead on, without the code.",
      archive:
        "The links no longer count. People who follow one reach the page for after the end, if there is one, or are told that the link is unknown. The figures stay, and each campaign can be restored under “Archived campaigns”.",
      group: "A campaign is in one group. One that was in another group moves to this one.",
    },
    endsOnHint: "Choose yesterday to end them right now.",
    groupHint: "A new group or an existing one. Leave it empty to take the campaigns out of their groups.",
    confirm: {
      pause: (count) => `Yes, pause ${campaigns(count)}`,
      resume: (count) => `Yes, resume ${campaigns(count)}`,
      end: (count) => `Yes, end ${campaigns(count)}`,
      archive: (count) => `Yes, archive ${campaigns(count)}`,
      group: (count) => `Put ${campaigns(count)} into this group`,
    },
    done: {
      pause: done((count) => `${have(count)} been paused.`),
      resume: done((count) => `${campaigns(count)} ${count === 1 ? "is" : "are"} live again.`),
      end: done((count) => `${have(count)} a new last day.`),
      archive: done((count) => `${have(count)} been archived.`),
      group: done((count) => `${have(count)} changed groups.`),
    },
    nothingDone: "Nothing has been changed",
    none: "Tick one or more campaigns first.",
    gone: (slug) => `/${slug} is no longer there: somebody has archived that campaign.`,
    changed: (name) => `“${name}” has been changed in the meantime. Look at the list once more.`,
    stale: "Somebody has changed one of these campaigns in the meantime. Look at the list once more.",
    hasEnded: (name, day) => `“${name}” ended on ${day}. Give that campaign a later last day first.`,
    startsLater: (name, day) => `“${name}” begins on ${day}. Choose a later last day, or archive that campaign.`,
    codes: "QR codes of the ticked campaigns, or of all that are shown",
    sheet: "QR codes on a sheet",
    zip: "QR codes as a zip file",
    codesTitle: "QR codes",
    codesLead: (count) => `The QR codes of ${campaigns(count)}, to print on A4.`,
    codesMore: (shown, all) => `These are the first ${shown} of ${all}. Use the list’s filter for the others.`,
    codesNone: "No campaign fits this filter.",
    print: "Print",
  },
};
