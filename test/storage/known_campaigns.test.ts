/** The list of campaigns with which reports and pages begin is never older than the last change, also after one that was undone. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Slug } from "../../src/domain/campaign/slug.ts";
import type { Registry } from "../../src/storage/registry/registry.ts";
import { draft } from "../worker/draft.ts";
import { Objects } from "./objects.ts";

const NOW_MS = Date.parse("2026-10-01T12:00:00Z");
const SLUGS = ["a-one", "b-two", "c-three", "d-four"] as const;

const COMMANDS = {
  create: (registry: Registry, slug: Slug, name: string) => registry.createCampaign({ ...draft(slug), name }, "test", "admin"),
  rename: (registry: Registry, slug: Slug, name: string) => registry.changeCampaign(slug, { name }, null, "test", "admin"),
  archive: (registry: Registry, slug: Slug) => registry.archiveCampaign(slug, null, "test"),
  restore: (registry: Registry, slug: Slug) => registry.restoreCampaign(slug, "test", "admin"),
  // The first of the two is changed, and both are undone.
  fail: (registry: Registry, slug: Slug, name: string) =>
    registry.changeCampaigns(
      [slug, "nobody" as Slug].map((one) => ({ slug: one, version: 1, change: { name } })),
      "test",
      "admin",
    ),
  try: (registry: Registry, slug: Slug, name: string) => registry.checkCampaigns([{ ...draft(slug), name }], "test", "admin"),
  look: () => undefined,
} as const;

const steps = fc.array(
  fc.record({
    does: fc.constantFrom(...(Object.keys(COMMANDS) as (keyof typeof COMMANDS)[])),
    slug: fc.constantFrom(...SLUGS),
    name: fc.constantFrom("One", "Two", "Three"),
  }),
  { minLength: 2, maxLength: 25 },
);

/** What is shown of each campaign, from the list and from its row. */
const listed = (objects: Objects): string[] =>
  [...objects.registry.campaigns(), ...objects.registry.archivedCampaigns()]
    .map(({ id, slug, name, version }) => `${id} ${slug} ${name} ${version}`)
    .sort();
const stored = (objects: Objects): string[] =>
  objects
    .rows<{ text: string }>("registry", "SELECT id || ' ' || slug || ' ' || name || ' ' || version AS text FROM campaigns")
    .map(({ text }) => text)
    .sort();

test("the list is what the rows are, whatever was changed, refused or tried before", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const objects = new Objects(() => NOW_MS);
      objects.deploy({});
      for (const { does, slug, name } of all) {
        await COMMANDS[does](objects.registry, slug as Slug, name);
        if (does === "look") expect(listed(objects)).toEqual(stored(objects));
      }
      expect(listed(objects)).toEqual(stored(objects));
    }),
    { numRuns: 200 },
  );
});
