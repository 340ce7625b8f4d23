/** What is said of figures with noise in them (`RELEASE=formal`), in English. */
import type { Messages } from "../nl.ts";

const why = (group: number): string =>
  `Every figure has random noise in it and comes in groups of ${group}, so that nobody can tell whether one visit or signup is in it. “Give or take” (±) says how far a figure may be off, in 95 of 100 cases.`;

export const formal: Pick<Messages, "formal"> = {
  formal: {
    giveOrTake: (margin) => `give or take ${margin}`,
    eachGiveOrTake: (margin) => `Each give or take ${margin}.`,
    tooSmall: "too small to be judged by itself; look at the channel, or at more days",
    mostlyNoise: "mostly noise; look at more days",
    lostSome: "Counts could not be stored; look at Fivebar’s logs.",
    why: {
      week: (group) => `${why(group)} Today’s visits appear tomorrow, signups on Mondays.`,
      day: (group) => `${why(group)} Today’s visits and signups appear tomorrow.`,
    },
    appears: {
      week: "Today’s visits appear tomorrow. Signups appear on Mondays, a whole week at once, and stand on the Sunday of that week.",
      day: "Today’s visits and signups appear tomorrow.",
    },
    visitsLater: "today’s visits appear tomorrow",
    skippedLater: "Today’s requests appear tomorrow.",
    signupsLater: {
      week: "a week’s signups stand on its Sunday, and appear on Monday",
      day: "today’s signups appear tomorrow",
    },
    throughWeek: (day) => `released through ${day}; each Monday adds a week`,
    startWeek: "Signups show here only once their week is over: from Monday on.",
    empty: "There is nothing to see in this period yet. Choose a longer one.",
    eachPeriod: {
      day: (visits) => `Each day give or take ${visits} visits.`,
      week: (visits) => `Each week give or take ${visits} visits.`,
      month: (visits) => `Each month give or take ${visits} visits.`,
    },
    eachSignups: {
      day: (signups) => `Each day give or take ${signups} signups.`,
      week: (signups) => `Each week give or take ${signups} signups.`,
      month: (signups) => `Each month give or take ${signups} signups.`,
      sevenDays: (signups) => `Each 7 days give or take ${signups} signups.`,
    },
    columns: {
      visits: "Visits: give or take",
      signups: "Signups: give or take",
      mostlyNoise: "Mostly noise",
      perVisitLow: "Per visit: at least",
      perVisitHigh: "Per visit: at most",
    },
    yes: "yes",
    no: "no",
    costs:
      "There is noise in the visits and signups, and so in what each costs: the true cost lies “between” the two amounts beside it. Where a quarter of the visits or more is noise, it says “too few”.",
    costsByWeek: "A cost per signup is that of whole weeks, because signups come out by the week.",
    shared: (signups) =>
      `There is random noise in every figure, so that nobody can tell whether one visit or signup is in it. ± says how far a figure may be off, in 95 of 100 cases.${signups ? " Where it says “mostly noise”, a row says nothing by itself." : ""}`,
    sharedWeek: "Signups appear on Mondays, a whole week at once, and stand on the Sunday of that week.",
    how: "Noise: why figures are a little off",
    howTexts: [
      "At the end of each day Fivebar adds a small random number to each count, above or below zero. It is drawn once and kept nowhere. So whoever sees figures cannot be sure whether one visit or one signup was counted, even if they click links themselves or have a list of names.",
      "That makes little difference to large numbers, and much to small ones. So each figure says how far it may be off. A campaign that brings nothing may still show five visits after a month. Where half of the uncertainty is noise, it says that the figures are too small to be judged by themselves.",
      "Requests that are not visits are counted for all campaigns together.",
    ],
  },
};
