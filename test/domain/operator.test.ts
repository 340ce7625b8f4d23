import { expect, test } from "vitest";
import { readConfig } from "../../src/domain/config.ts";
import { missingForVisitors } from "../../src/domain/operator.ts";

test.each([
  [{}, ["OPERATOR", "PRIVACY_URL", "SOURCE_URL"]],
  [{ OPERATOR: "Stichting Voorbeeld" }, ["PRIVACY_URL", "SOURCE_URL"]],
  [{ OPERATOR: "Stichting Voorbeeld", PRIVACY_URL: "https://example.org/privacy", SOURCE_URL: "https://example.org/code" }, []],
])("what visitors cannot learn is named: %j", (env, missing) => {
  expect(missingForVisitors(readConfig(env))).toEqual(missing);
});
