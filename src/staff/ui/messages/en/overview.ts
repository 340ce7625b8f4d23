/** The overview, and what it has in common with a campaign's page, in English. */
import type { Headline } from "../../../../domain/release/figures.ts";
import type { Messages } from "../nl.ts";

const figures: Readonly<Record<Headline, string>> = {
  visits: "Visits",
  signups: "Signups",
  rate: "Signups per 100 visits",
};

export const overview: Pick<Messages, "periods" | "figures" | "overview" | "chart" | "start" | "how"> = {
  periods: {
    label: "Period",
    days: (days) => `${days} days`,
    month: "This month",
    custom: "Choose…",
    from: "From",
    to: "To",
    show: "Show",
    wrong: "Choose a first and a last day: the first not after the last, and not in the future. Below are the last 30 days.",
    before: (days) => (days === 1 ? "on the day before" : `in the ${days} days before`),
  },
  figures,
  overview: {
    title: "What does each channel bring?",
    newCampaign: "New campaign",
    signups: "Signups from campaigns",
    unattributed: "Without a campaign",
    unattributedNote: "signups without a campaign’s code",
    interval: (low, high) => `between ${low} and ${high}`,
    tooFew: "too few to say anything",
    noComparison: "no earlier figures",
    same: (before) => `the same as ${before}`,
    more: (size) => `${size} more`,
    less: (size) => `${size} fewer`,
    than: (before) => `than ${before}`,
    throughDay: (day) => `released through ${day}`,
    nothingReleased: "no day released yet",
    perChannel: "By channel",
    channel: "Channel",
    per100: "Per 100",
    uncertainty: (max) => (max === null ? "Uncertainty" : `Uncertainty, 0 to ${max}`),
    trend: "Trend",
    sortBy: (column) => `Sort by ${column}`,
    sorted: "Sort by",
    total: "Total",
    skippedTitle: "Not counted",
    skippedNone: "No full group yet of bots, link previews or other requests that are not visits.",
    skippedNote: "These requests were not visits.",
    unknownLinks: (count) =>
      `Unknown links ${count}. Somebody asked for a link that does not exist; a printed or copied link may have a mistake.`,
    lost: (count) => `${count} counts could not be stored; look at Fivebar’s logs.`,
    why: (group, signupsDaily, visits) =>
      `Figures come in groups of ${group}, so that no comparison is about fewer than ${group} visits or signups.${visits === "daily" ? " Today’s visits appear tomorrow." : visits === "hourly" ? " Visits appear after each full hour." : ""}${signupsDaily ? " Signups appear after their day has closed." : ""}`,
    leapTitle: "The clock may be wrong",
    leap: "The clock of this machine has leapt ahead by days. Until it says the same again in five minutes, everything is counted on the last day before that. Ask whoever runs it to check the clock.",
    how: "How that works",
    live: "Refreshes every minute",
    emptyPeriod: "Nothing has been released in this period yet. Choose a longer one, or wait until a group is full.",
    toCsv: "Download as CSV",
    toCsvByCampaign: "By campaign, archived ones too",
  },
  chart: {
    visitsPer: { day: "Visits per day", week: "Visits per week", month: "Visits per month" },
    signupsPer: { day: "Signups per day", week: "Signups per week", month: "Signups per month" },
    highest: { day: "highest day", week: "highest week", month: "highest month" },
    signupsPerSevenDays: "Signups per 7 days",
    partial: {
      day: "Hatched: this day is not over yet",
      week: "Hatched: this week is not over yet, or lies partly outside the period",
      month: "Hatched: this month is not over yet, or lies partly outside the period",
    },
    period: { day: "Day", week: "Week of", month: "Month" },
    incomplete: "not complete",
    visitsByChannel: "Visits and signups by period",
    legend: "Channels",
  },
  start: {
    title: "Welcome. Three steps to the first figures",
    steps: [
      ["Make a campaign", "One ad in one channel, with a link of its own."],
      ["Put the link in the ad", "Whoever clicks arrives on your page at once, with the campaign’s code in the address."],
      ["Connect your website", "The website reports the code with each signup, and nothing about the person."],
    ],
    daily: "Signups show here only once their day has closed: tomorrow at the earliest.",
    action: "Make the first campaign",
    readerNote: "There are no campaigns yet. Ask a marketer to make the first one.",
    connect: "How to connect the website",
    underWay: "On the way to the first signup",
    done: "done",
    toLinks: "To the links",
    wait: "The website is connected. Signups appear here as soon as they are released.",
  },
  how: {
    title: "Why do figures come in groups?",
    paragraphs: (group) => [
      `Fivebar counts exactly, and shows whole groups of ${group} only. Of 23 visits you see ${Math.floor(23 / group) * group}; the rest appear once their group is full. Nothing is lost.`,
      `So every difference between two figures is a multiple of ${group} too: comparing never gets to a smaller group. A group is a number of visits, not of people: whoever clicks again and again fills one alone.`,
    ],
    daily:
      "Signups are released after their day has closed, and a day closes only with enough signups. Otherwise a list with times would show who came through which ad.",
    rates: "Signups per 100 visits, and how sure that is",
    ratesText:
      "A rate covers the days for which visits and signups are both released; the visits beside it may cover a day more. The line through a dot is the 95% interval: where the true rate nearly always lies, with what groups still hide. Where two lines overlap, the difference may be chance. Where it says “too few”, the figures say nothing yet.",
    compare: "The comparison with the period before covers whole days: today is left out of it.",
    unique: "No unique visitors",
    uniqueText:
      "Whoever clicks twice counts twice: to tell, we would have to recognise people. A campaign can leave out repeated clicks of a browser on the same day, without Fivebar recognising that browser.",
    visitors: "What visitors read",
  },
};
