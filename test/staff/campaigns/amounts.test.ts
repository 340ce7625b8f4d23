/** Amounts as people type them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Campaign } from "../../../src/domain/campaign/campaign.ts";
import { amountErrors, formOf, readAmount } from "../../../src/staff/campaigns/form_values.ts";

describe("an amount", () => {
  test.each([
    ["1500", 1500],
    ["1.500", 1500],
    ["1,500", 1500],
    ["1500,50", 1500.5],
    ["1500.5", 1500.5],
    ["1.500,50", 1500.5],
    ["1,500.50", 1500.5],
    ["1.234.567", 1_234_567],
    ["1,234,567.89", 1_234_567.89],
    ["€ 1 500", 1500],
    ["0", 0],
    ["0,5", 0.5],
    ["12.3450", 12.345],
  ])("%s is %d", (text, amount) => {
    expect(readAmount(text)).toBe(amount);
    expect(amountErrors({ "spec.budgetEuros": text })).toEqual([]);
  });

  test.each(["1500.500", "1.500.5", "1,500,50", "1.500,500", "0.500", "1.5.0", "1,5.0", "-5", "abc", "1e3", "1..5", ".5", "5."])(
    "%s is refused",
    (text) => {
      expect(readAmount(text)).toBeNull();
      expect(amountErrors({ "spec.budgetEuros": text }).map(({ path }) => path)).toEqual(["spec.budgetEuros"]);
    },
  );

  test("that a form shows is read as the same again", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (amount) => {
        fc.pre(!/e/.test(String(amount)));
        const campaign = { channel: "tiktok", spec: { budgetEuros: amount } } as unknown as Campaign;
        expect(readAmount(formOf(campaign).typed["spec.budgetEuros"] ?? "")).toBe(amount);
      }),
    );
  });
});
