/** What is said of an ad platform's file, in English. */
import type { AdFileNotes, AdFileProblems } from "../../../../domain/ad_figures/problem_codes.ts";

type AdFiles = AdFileProblems & AdFileNotes;
export type AdFileSentences = { readonly [C in keyof AdFiles]: (params: AdFiles[C]) => string };

const CHANGED = {
  count: "has a count that is not a whole number: a spreadsheet has changed the numbers",
  amount: "has an amount that is not written as the others are: a spreadsheet has changed the numbers",
  cells: "has more cells than there are columns: a number or a name in it was split at a comma or semicolon",
  above: "has figures and stands above the names of the columns: the lines were sorted",
  formula: "has a formula without its result",
} as const;

const named = (columns: readonly string[]): string => columns.map((name) => `"${name}"`).join(", ");

export const adFiles: AdFileSentences = {
  "not-a-table": () =>
    "this is no table of figures from an ad platform that Fivebar knows; export it again as CSV or XLSX, as docs/COSTS.md describes",
  truncated: ({ row, what }) => {
    if (row === null) return "the file ends too early: its last line is not complete, or has no line break behind it; download it again";
    return what === "cells"
      ? `row ${row} ends before its figures do; download the file again`
      : `the rows do not add up to the total in row ${row}; download the file again, with all its rows`;
  },
  "changed-by-spreadsheet": ({ row, what }) =>
    `row ${row} ${CHANGED[what ?? "count"]}; use the file as the platform gave it, without opening it in a spreadsheet first`,
  "ambiguous-numbers": ({ row, what }) =>
    what === "none"
      ? `row ${row} has an amount that is no number; use the file as the platform gave it, or write the amount as digits alone`
      : `row ${row} has a number that cannot be read for certain; say with decimal=. or decimal=, which sign stands before the cents`,
  "ambiguous-dates": ({ row, what }) => {
    if (what === "none")
      return `row ${row} has a date that cannot be read; use the file as the platform gave it, or write dates as 2026-10-31`;
    return what === "outside"
      ? `row ${row} is about a day outside of the dates that the file states above its table; download it again`
      : `row ${row} has a date that cannot be read for certain; say with dates=dmy or dates=mdy whether the day or the month comes first`;
  },
  "no-currency": () => "the file names no currency; say it with currency=, such as currency=EUR",
  "currency-contradicted": ({ row }) =>
    `row ${row} has an amount in another currency than the file, or the answer to the question, says; export the file again with one of them`,
  "no-period": () => "the file states no dates; say with from= and to= which days it is about",
  "no-spend": () => "the file has no column of amounts spent; export it with that column",
  "too-fine": ({ columns }) =>
    `the file tells more than Fivebar may know (${named(columns)}); export the campaigns by day, without search terms, hours, places or devices`,
  persons: ({ columns }) =>
    `this is a file about persons (${named(columns)}); Fivebar took nothing from it. Delete it where you do not need it, and export the campaigns by day`,
  "day-twice": ({ row, other }) => `row ${row} is about the same campaign and day as row ${other}; keep one of them`,
  "other-platform": ({ platform }) => `the file has the columns of ${platform}; leave out the platform, or name that one`,
  "other-currency": ({ currency }) => `the file itself names ${currency}; leave out the currency`,
  "other-period": ({ from, to }) => `the file itself is about ${from} to ${to}; leave out from and to`,
  "too-many-units": ({ max }) => `at most ${max} campaigns or ads; export the file in parts`,
  "too-many-currencies": ({ max }) => `at most ${max} currencies; export the file in parts`,

  "ad-row-total": () => "a sum of other rows",
  "ad-row-empty": () => "has no figures",
  "ad-row-nameless": () => "names no campaign",
  "ad-row-personal": () => "its name has an email address or a telephone number in it; give it another name on the platform",
  "ad-adds-up": ({ rows }) => `spend and impressions add up to the file's own totals (${rows} ${rows === 1 ? "row" : "rows"} of totals)`,
  "ad-no-total": () => "the file has no total of its own; compare the sums here with those that the platform shows",
  "ad-open-end": () => "the last line has no line break behind it; look whether its last number is whole",
  "ad-last-day-uneven": ({ day }) => `on ${day}, the last day, campaigns are missing that have a row on the day before; is the file whole?`,
  "ad-removed-campaigns": () => "the account's total is higher than that of the campaigns: removed campaigns are in it",
  "ad-no-rows": () => "a report without rows; nothing changes",
  "ad-same-rows": ({ row, other }) =>
    `row ${row} is the same as row ${other} in every cell, and both count; if a line is in the file twice, download it again`,
  "ad-other-sheets": ({ sheets }) =>
    `${sheets === 1 ? "another sheet" : `${sheets} other sheets`} of the workbook with the same columns ${sheets === 1 ? "was" : "were"} not read; if it has other days or campaigns, save it as a file of its own`,
  "ad-windows-1252": () => "the file is not in UTF-8 and was read as Windows-1252; look whether letters with accents are right",
  "ad-ids-lost": () => "a spreadsheet has rounded the ids; campaigns are told apart by their names",
  "ad-clicks-unknown": () => "the file does not have the clicks that lead to your link; clicks stay unknown",
  "ad-reach-added": () => "reach is not taken over: it cannot be added up",
  "ad-days-utc": () => "the platform's days are in UTC",
  "ad-days-no-summer-time": () => "the platform's days know no summer time",
  "ad-incomplete": () => "the platform says that the last days may not be complete; import them again later",
  "ad-last-day": ({ day }) =>
    `the file states more days than it has rows for: the last row is of ${day}, and the days after it count as zero`,
  "ad-audience-only": () => "ages, genders and regions are taken over, and no money: spend comes from a report by campaign",
  "ad-audience-by-day": () => "ages, genders and regions by day are not kept",
  "ad-audience-short": ({ days }) => `ages, genders and regions are kept of periods of ${days} days or more`,
  "ad-audience-crossed": () => "regions are not kept together with ages or genders",
};
