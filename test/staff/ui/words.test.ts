/** Words that depend on a count, and signups that are too few to be shown day by day. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Day, parseDay } from "../../../src/domain/day.ts";
import { choosePeriod, since } from "../../../src/staff/reports/chosen_period.ts";
import { stepsOf, weeksOf } from "../../../src/staff/ui/charts/signup_line.tsx";
import { LANGUAGES, messages } from "../../../src/staff/ui/messages/index.ts";

describe.each(LANGUAGES)("in %s", (language) => {
  const { campaigns, form, import: imports, signIn } = messages[language];
  test.each([
    ["the list", (count: number) => campaigns.count(count, count)],
    ["what was made", form.createdMany],
    ["a button that makes", imports.confirm],
    ["what an import made", imports.done],
    ["lines that are fine", imports.allFine],
    ["lines that are not", imports.someWrong],
    ["seconds to wait", signIn.tooMany],
  ])("%s says one of one, and more of more", (_, text) => {
    const [one, two, many] = [text(1), text(2), text(2_000)];
    expect(one).toMatch(/(?<!\d)1 (?:campagne|campaign|rij|row|seconde?)\b(?!s)/);
    expect(one.replace("1 ", "2 ")).not.toBe(two);
    expect(many).toMatch(language === "nl" ? /2\.000 / : /2,000 /);
  });
});

test("a message in Dutch uses one kind of quotation marks, and one in English another", () => {
  const texts = (value: unknown): string[] =>
    typeof value === "string"
      ? [value]
      : typeof value === "function"
        ? [String(value)]
        : typeof value === "object" && value !== null
          ? Object.values(value).flatMap(texts)
          : [];
  for (const text of texts(messages.nl)) expect(text).not.toMatch(/[„”“]/);
  for (const text of texts(messages.en)) expect(text).not.toMatch(/[„‘]/);
});

describe("signups of a campaign", () => {
  const GROUP = 5;
  const groups = (most: number) =>
    fc.array(
      fc.integer({ min: 0, max: most }).map((count) => count * GROUP),
      { maxLength: 92 },
    );

  test("that are mostly one group or none are added up by weeks, back from the last, in whole groups", () => {
    fc.assert(
      fc.property(groups(1), (signups) => {
        const steps = stepsOf(signups, GROUP) ?? [];
        const length = signups.length < 14 ? 1 : 7;
        expect(steps.length).toBe(Math.floor(signups.length / length));
        if (steps.length > 0) expect(steps.at(-1)?.end).toBe(signups.length);
        for (const { first, end, signups: sum } of steps) {
          expect(end - first).toBe(length);
          expect(sum).toBe(signups.slice(first, end).reduce((all, one) => all + one, 0));
          expect(sum % GROUP).toBe(0);
        }
      }),
    );
  });

  test("that come out by the week are drawn for each week whose Sunday is there and released, over its days that are drawn", () => {
    // From Saturday to Wednesday; the second Sunday's week is not out yet.
    const days = Array.from({ length: 12 }, (_, index) => {
      const first = addDays("2026-11-14" as Day, index);
      return { first, signups: first > "2026-11-21" ? null : first === "2026-11-15" ? 35 : 0 };
    });
    expect(weeksOf(days)).toEqual([{ first: 0, end: 2, signups: 35 }]);
    const released = days.map((one) => (one.first === "2026-11-22" ? { ...one, signups: 20 } : one));
    expect(weeksOf(released)).toEqual([
      { first: 0, end: 2, signups: 35 },
      { first: 2, end: 9, signups: 20 },
    ]);
    expect(weeksOf(days.slice(2, 8))).toEqual([]);
  });

  test("of several groups a day stay days", () => {
    expect(stepsOf([10, 15, 10, 20, 5, 10], GROUP)).toBeNull();
  });
});

describe("chosen days", () => {
  const day = (text: string) => parseDay(text) ?? expect.fail(`${text} is no day`);
  const today = day("2026-11-24");

  test("end today at the latest", () => {
    expect(choosePeriod({ from: "2026-11-01", to: "2199-12-31" }, today)).toMatchObject({ from: "2026-11-01", to: "2026-11-24" });
    expect(choosePeriod({ from: "2026-11-25", to: "2199-12-31" }, today)).toBeNull();
  });

  test("can begin later than they were chosen, with a chart as fine as fits what is left", () => {
    const chosen = choosePeriod({ from: "2001-01-01", to: "2026-11-24" }, today) ?? expect.fail("no period");
    expect(chosen.interval).toBe("month");
    expect(since(chosen, day("2026-11-01"), today)).toMatchObject({ from: "2026-11-01", interval: "day", choice: "custom" });
    expect(since(chosen, day("2000-01-01"), today)).toBe(chosen);
  });
});
