/** Signup reports: a campaign's code, and nothing about who signed up. */

import type { Slug } from "../../domain/campaign/slug.ts";
import { NO_CAMPAIGN } from "../../domain/kind.ts";
import { IDEMPOTENCY_HOURS, MAX_IDEMPOTENCY_KEY_CHARS, MAX_SIGNUPS_PER_REPORT } from "../../domain/limits.ts";
import { invalid } from "../../domain/problems.ts";
import type { Attribution } from "../../storage/registry/registry.ts";
import { registry, type StaffContext, signupShard } from "../http/context.ts";
import { readJson } from "../http/input.ts";
import { refuse } from "../http/problem.ts";
import type { Operations } from "../openapi/operation.ts";
import { idempotencyKey as idempotencyKeyForm } from "../openapi/request_schemas.ts";
import { signupOut } from "../openapi/response_schemas.ts";
import { operation } from "../routes.ts";
import { signupReport } from "./schema.ts";

export const signupOperations: Operations = () => [
  {
    ...operation("reportSignups"),
    summary: "Report signups. Answered after they are counted; a code that no campaign has counts as unattributed.",
    description: `At most ${MAX_SIGNUPS_PER_REPORT} in one report. A repeat with the same access key and the same Idempotency-Key within ${IDEMPOTENCY_HOURS} hours is answered like the first one and not counted again. A code is read as a link is: blanks and punctuation around it and parameters behind it are left out. A text that cannot be read as a code is bad input, an empty one included; who cannot send null sends a code that no campaign has.`,
    headers: { "Idempotency-Key": idempotencyKeyForm },
    body: { "application/json": signupReport },
    status: 200,
    answer: { "application/json": signupOut },
    problems: [422],
    examples: {
      parameters: { "Idempotency-Key": "8c1f0e5b7d2a4936b15ce0f48a7d3e92" },
      body: {
        "application/json": {
          attributed: { summary: "Somebody who came with a code signed up", value: { campaign: "fix-tiktok" } },
          unattributed: { summary: "Somebody signed up without a code", value: { campaign: null } },
          night: { summary: "Once a night, in one number", value: { campaign: "fix-tiktok", count: 12 } },
          test: { summary: "Does the connection work? Nothing is counted", value: { campaign: "fix-tiktok", test: true } },
        },
      },
      answer: { "application/json": { counted: 1, attributed: true } },
    },
    run: async (c) => {
      const { campaign: codes, count = 1, test = false } = await readJson(c, signupReport);
      const key = idempotencyKey(c);
      const { campaign, isKnown, installation } = await attributionOf(c, codes ?? []);
      if (test) {
        await registry(c).addTestReport(c.var.caller.name, isKnown);
        return c.json({ counted: 0, attributed: isKnown });
      }
      const repeat = await signupShard(c).addSignups(campaign, count, key, JSON.stringify([codes?.[0] ?? null, count]), installation);
      if (repeat === "other-body") return refuse({ type: "reused-key" });
      return c.json({ counted: count, attributed: repeat === "new" ? isKnown : repeat === "attributed" });
    },
  },
];

/** The campaign that a report counts for, and the installation that counts it. @param codes the slugs that its code can be read as */
export async function attributionOf(c: StaffContext, codes: readonly Slug[]): Promise<Attribution & { readonly isKnown: boolean }> {
  const found = await registry(c).attribution(codes);
  return { ...found, isKnown: found.campaign !== NO_CAMPAIGN };
}

/** The request's idempotency key, made unique per sender: two sites may number their signups alike. */
function idempotencyKey(c: StaffContext): string | null {
  const key = c.req.header("idempotency-key");
  if (key === undefined) return null;
  if (/^[\x20-\x7e]+$/.test(key) && key.length <= MAX_IDEMPOTENCY_KEY_CHARS) return JSON.stringify([c.var.caller.id, key]);
  return refuse(invalid("Idempotency-Key", "bad-idempotency-key", { max: MAX_IDEMPOTENCY_KEY_CHARS }).error);
}
