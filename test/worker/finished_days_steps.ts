/** What may happen to the cache of finished days. */
import fc from "fast-check";
import type { Kind } from "../../src/domain/kind.ts";

export const MOST_SHARDS = 4;

export type Step =
  | { readonly do: "count"; readonly campaign: number; readonly kind: Kind; readonly events: number; readonly shard: number }
  | { readonly do: "move"; readonly days: number }
  | { readonly do: "report" | "alarm" | "create" | "raise shards" }
  | { readonly do: "fail"; readonly what: "alarm" | "report"; readonly shard: number };

const counting = fc.record({
  do: fc.constant("count" as const),
  campaign: fc.nat(3),
  kind: fc.constantFrom<Kind>("visit", "visit", "signup", "signup", "bot", "lost", "unknown"),
  events: fc.integer({ min: 1, max: 30 }),
  shard: fc.nat(MOST_SHARDS - 1),
});
/** Any history: counts, days that pass or come again, reports, nights, new campaigns and shards, and shards that fail. */
export const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: counting },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant("move" as const),
        days: fc.oneof(fc.integer({ min: 1, max: 45 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 0 })),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constantFrom("report" as const, "alarm" as const, "create" as const, "raise shards" as const) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("fail" as const),
        what: fc.constantFrom("alarm" as const, "report" as const),
        shard: fc.nat(MOST_SHARDS),
      }),
    },
  ),
  { minLength: 15, maxLength: 40, size: "max" },
);
