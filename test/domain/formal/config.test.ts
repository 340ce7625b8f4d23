/** The settings of the formal mode: whole fractions, and nothing beside them that would show a day before it is over. */
import { expect, test } from "vitest";
import { ConfigError, readConfig } from "../../../src/domain/config.ts";

type Variables = Readonly<Record<string, unknown>>;

/** The error that stops the start; fails where there is none. */
function refusal(env: Variables): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error(`taken: ${JSON.stringify(env)}`);
}

test.each<[Variables, Variables]>([
  [{ RELEASE: "bundles" }, {}],
  [{ RELEASE: " formal " }, { release: "formal", visitRelease: "daily" }],
  [
    { RELEASE: "formal", VISIT_RELEASE: "daily", SIGNUP_RELEASE: "daily" },
    { release: "formal", visitRelease: "daily" },
  ],
  [{ EPSILON_VISIT: "1/4" }, { epsilonVisit: "1/4" }],
  [{ EPSILON_VISIT: 2 }, { epsilonVisit: "2" }],
  [{ EPSILON_SIGNUP: "1" }, { epsilonSignup: "1" }],
  [{ SIGNUP_PERIOD: "day" }, { signupPeriod: "day" }],
])("%j is read", (env, expected) => {
  expect(readConfig(env)).toEqual({ ...readConfig({}), ...expected });
});

const BAD: readonly (readonly [name: string, values: readonly unknown[]])[] = [
  ["RELEASE", ["Formal", "bundle", "dp", "true", "1"]],
  ["EPSILON_VISIT", ["0.5", "0", "3", "1/3", "2/4", "1.0", ".25", "-1", "1 / 2", 0.5, "Infinity"]],
  ["EPSILON_SIGNUP", ["0.25", "4", "1/8", "one"]],
  ["SIGNUP_PERIOD", ["month", "Week", "7", "monday"]],
];
test.each(BAD)("a bad %s stops the start and says what is allowed", (name, values) => {
  for (const value of values) {
    const { variable, message } = refusal({ [name]: value });
    expect([variable, message.startsWith(`${name} must be `)]).toEqual([name, true]);
    expect(message).toContain(`"${value}"`);
  }
});

test.each([
  ["VISIT_RELEASE", "live"],
  ["VISIT_RELEASE", "hourly"],
  ["VISIT_RELEASE", "weekly"],
  ["SIGNUP_RELEASE", "live"],
])("%s=%s is refused beside RELEASE=formal", (name, value) => {
  const { variable, message } = refusal({ RELEASE: "formal", [name]: value });
  expect([variable, message]).toEqual([name, `${name} must be daily where RELEASE is formal, not "${value}"`]);
});
