/** The client's types are those of the API: `npm run check` compares them, both ways, with the schemas that the API's description is made from. */

import type * as v from "valibot";
import { expectTypeOf, test } from "vitest";
import type { CampaignInfo, Figures, FiguresQuery, SignupAnswer, SignupReport } from "../../packages/client/src/index.ts";
import type { campaignOut } from "../../src/staff/campaigns/campaign_schema.ts";
import type { reportQuery } from "../../src/staff/openapi/request_schemas.ts";
import type { reportOut, signupOut } from "../../src/staff/openapi/response_schemas.ts";
import type { signupReport } from "../../src/staff/signups/schema.ts";

/** As it is received: nothing in it is for the receiver to change. */
type Received<T> = T extends object ? { readonly [Key in keyof T]: Received<T[Key]> } : T;
type Campaign = Received<v.InferOutput<typeof campaignOut>>;
type Report = Received<v.InferOutput<typeof reportOut>>;

test("what the client reads is what the API answers", () => {
  expectTypeOf<CampaignInfo>().toEqualTypeOf<Campaign>();
  expectTypeOf<Figures>().toEqualTypeOf<Report>();
  expectTypeOf<SignupAnswer>().toEqualTypeOf<Received<v.InferOutput<typeof signupOut>>>();
});

test("what the client sends is what the API takes", () => {
  expectTypeOf<SignupReport>().toEqualTypeOf<Received<v.InferInput<typeof signupReport>>>();
  expectTypeOf<FiguresQuery>().toEqualTypeOf<Received<v.InferInput<typeof reportQuery>>>();
});

test("a field too few, a field too many and a looser type are noticed, at the top and inside", () => {
  // @ts-expect-error too few
  expectTypeOf<Omit<CampaignInfo, "version">>().toEqualTypeOf<Campaign>();
  // @ts-expect-error too many
  expectTypeOf<CampaignInfo & { readonly clicks: number }>().toEqualTypeOf<Campaign>();
  // @ts-expect-error too loose
  expectTypeOf<Omit<CampaignInfo, "status"> & { readonly status: string }>().toEqualTypeOf<Campaign>();
  // @ts-expect-error too few, inside
  expectTypeOf<Omit<Figures, "totals"> & { readonly totals: Omit<Figures["totals"], "rateLow"> }>().toEqualTypeOf<Report>();
});
