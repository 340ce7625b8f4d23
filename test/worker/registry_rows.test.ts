/** What the registry's tables keep of a campaign, and what is in them from the start. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { CampaignDraft } from "../../src/domain/campaign/campaign.ts";
import { FIELD_NAMES, fullExample, SPEC_FIELD_NAMES, unsetFields } from "../../src/domain/campaign/fields.ts";
import type { Slug } from "../../src/domain/campaign/slug.ts";
import { REGISTRY_MIGRATIONS } from "../../src/storage/registry/migrations.ts";
import { SHARD_MIGRATIONS } from "../../src/storage/shard/migrations.ts";

const registry = env.REGISTRY.getByName("registry");

/** Every field set, none to what it is without being set. */
const draft = fullExample() as CampaignDraft;

test("no field of the full example is what it is without being set", () => {
  const unset = unsetFields();
  for (const name of FIELD_NAMES) expect(draft[name], name).not.toEqual(unset[name]);
  expect(Object.keys(draft.spec ?? {})).toEqual(SPEC_FIELD_NAMES);
});

test("a campaign keeps every field when it is made, and all others when one is changed", async () => {
  const made = await registry.createCampaign(draft, "test", "admin");
  expect(made).toMatchObject({ ok: true, value: draft });
  const changed = await registry.changeCampaign(draft.slug as Slug, { name: "Another name" }, null, "test", "admin");
  expect(changed).toMatchObject({ ok: true, value: { ...draft, name: "Another name", version: 2 } });
  expect(await registry.campaign(draft.slug as Slug)).toMatchObject({ ok: true, value: { ...draft, name: "Another name" } });
});

test("a new registry has the five channels of the mission", async () => {
  expect((await registry.channels()).map(({ id, name }) => `${id}: ${name}`)).toEqual([
    "instagram: Instagram",
    "google: Google",
    "tiktok: TikTok",
    "youtube: YouTube",
    "spotify: Spotify",
  ]);
});

/** The first 8 bytes of the SHA-256 of each released migration, white space folded: what has run on somebody's data is never edited. */
test.each([
  ["registry", REGISTRY_MIGRATIONS, ["3633dc39e4d82377", "2ea10528bd5ee0c2", "126d70e40103e477", "0cea76f534b2a105", "a5a836da82c4dac4"]],
  ["shard", SHARD_MIGRATIONS, ["7655a6e51aa7ead9"]],
])("the migrations of the %s that were released are as they were", async (_, migrations, released) => {
  const found = await Promise.all(migrations.slice(0, released.length).map(sha256));
  expect(found).toEqual(released);
});

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text.replaceAll(/\s+/g, " ")));
  return [...new Uint8Array(digest).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
