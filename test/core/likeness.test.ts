import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChannelId } from "../../src/core/campaign.ts";
import { countAlike, type Likened, likenessWarning } from "../../src/core/likeness.ts";
import { ALIKE_WINDOW_MINUTES, MIN_ALIKE_CAMPAIGNS } from "../../src/core/limits.ts";
import { channelId, FIRST_CHANNELS, slug } from "./given.ts";

const CHANNELS = FIRST_CHANNELS.map(({ id, name }) => ({ id: channelId(id), name }));
const NOW = Date.parse("2026-05-01T12:00:00Z");
/** Slugs that nothing can be alike in: every one has another number of words. */
const unlike = (index: number) => slug(index === 0 ? "qq" : `q${"-q".repeat(index)}`);

function campaign(name: string, index: number, more: Partial<Likened> = {}): Likened {
  return { name, slug: unlike(index), channel: channelId("tiktok"), createdAt: new Date(NOW).toISOString(), ...more };
}

function alike(names: readonly string[], channelOf: (index: number) => ChannelId = () => channelId("tiktok")): number {
  const all = names.map((name, index) => campaign(name, index, { channel: channelOf(index) }));
  return countAlike(all.slice(-1), all, CHANNELS);
}

describe("campaigns are alike", () => {
  test.each([
    ["in a number", ["Mail 1", "Mail 2", "Mail 3", "Mail 4", "Mail 5"]],
    ["in a number inside a word", ["lid01", "lid02", "lid03", "lid04", "lid05"]],
    ["in whether there is a number", ["Mail", "Mail 2", "Mail 3", "Mail 4", "Mail 5"]],
    ["in one word", ["Invite Jan", "Invite Piet", "Invite Fatima", "Invite Sam", "Invite Zoë"]],
    ["in one word in the middle", ["For Jan now", "For Piet now", "For Noor now", "for SAM now", "For   Ali, now!"]],
    ["in all of one word", ["Jan", "Piet", "Noor", "Sam", "Ali"]],
    ["in a full name", ["Voor Jan Jansen", "Voor Piet Bakker", "Voor Noor Visser", "Voor Ali Yılmaz", "Voor Sam Smit"]],
    ["in names of differing length", ["Mail Jan", "Mail Piet Bakker", "Mail Noor van den Berg", "Mail Ali Kaya", "Mail Zoë de Wit"]],
    ["in a number and a name", ["Mail 1 Jan", "Mail 2 Piet", "Mail 3 Noor", "Mail 4 Ali", "Mail 5 Zoë"]],
    ["in two places", ["Beste Jan uit Ede", "Beste Piet uit Goes", "Beste Noor uit Assen", "Beste Ali uit Tiel", "Beste Zoë uit Epe"]],
    ["and name their channel as well", ["Jan TikTok", "TikTok: Piet", "Noor (tiktok)", "Sam", "Ali Tiktok"]],
  ])("that differ %s", (_, names) => {
    expect(alike(names)).toBe(5);
    expect(alike(names.slice(1))).toBe(0);
  });

  test("in their slugs, whatever their names are", () => {
    const all = ["jan", "piet", "noor", "sam", "ali"].map((word, index) =>
      campaign(`Name ${"x ".repeat(index)}`, index, { slug: slug(`invite-${word}`) }),
    );
    expect(countAlike(all, all, CHANNELS)).toBe(5);
  });
});

describe("campaigns are as they should be", () => {
  test.each([
    ["when only the channel's name differs", FIRST_CHANNELS.map(({ name }) => `Fix our feed ${name}`)],
    ["when only the channel's name differs, in a word", FIRST_CHANNELS.map(({ id }) => id)],
    ["when all have the same name", ["Summer", "Summer", "summer", "SUMMER!", "Summer"]],
    ["when two words differ", ["Red bus", "Blue car", "Green bike", "White boat", "Black tram"]],
    ["when they are forms of one ad", ["Zomer video kort", "Zomer video lang", "Zomer reel kort", "Zomer reel lang", "Zomer foto kort"]],
    ["when they are sizes of two ads", ["Bus 300x250 red", "Bus 728x90 red", "Bus 300x600 red", "Bus 300x250 blue", "Bus 728x90 blue"]],
    ["when they have nothing in common", ["Summer", "Fix our feed", "Join us in June", "A law for all of us", "Stop the sale of our data"]],
    ["when names are empty of words", ["!", "?", "-", "…", "+"]],
  ])("%s", (_, names) => {
    expect(alike(names)).toBe(0);
  });

  test("one per channel, also under names that are no channel's and with suggested slugs", () => {
    const all = ["IG", "G", "TT", "YT", "SP"].map((word, index) =>
      campaign(`Summer ${word}`, index, {
        channel: channelId(FIRST_CHANNELS[index]?.id ?? ""),
        slug: slug(index === 0 ? "summer" : `summer-${index + 1}`),
      }),
    );
    expect(likenessWarning(all, all, CHANNELS)).toBeNull();
  });

  test("when nothing was made", () => {
    expect(countAlike([], [campaign("Mail 1", 0)], CHANNELS)).toBe(0);
  });
});

const word = fc.constantFrom("mail", "invite", "summer", "feed", "fix", "you", "zomer", "één");
const words = fc.array(word, { minLength: 0, maxLength: 4 });
const fillings = fc.uniqueArray(fc.stringMatching(/^[b-hj-np-z]{3,8}$/), { minLength: 1, maxLength: 20 });
const anyName = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  words.map((some) => some.join(" ")),
);
const anyCampaign = fc
  .record({ name: anyName, channel: fc.constantFrom(...CHANNELS), minutes: fc.nat(30), slug: fc.stringMatching(/^[a-z0-9]{2,12}$/) })
  .map((made) => ({
    name: made.name,
    channel: made.channel.id,
    createdAt: new Date(NOW - made.minutes * 60_000).toISOString(),
    slug: slug(made.slug),
  }));

describe("always", () => {
  test("as many are found as words or numbers fill the same place, from the threshold on", () => {
    fc.assert(
      fc.property(words, words, fillings, fc.boolean(), (before, after, given, isNumber) => {
        const names = given.map((filling, index) => [...before, isNumber ? String(index) : filling, ...after].join(" "));
        expect(alike(names)).toBe(given.length >= MIN_ALIKE_CAMPAIGNS ? given.length : 0);
      }),
    );
  });

  const people = fc.uniqueArray(fc.stringMatching(/^[b-hj-np-z]{3,8}$/), { minLength: 2, maxLength: 40 });
  const particles = fc.constantFrom<string[]>([], ["van"], ["van", "den"], ["de"]);
  test("as many are found as people have links of their own, whatever their names' lengths and whether a number goes along", () => {
    fc.assert(
      fc.property(
        word,
        words,
        people,
        fc.array(particles, { minLength: 20, maxLength: 20 }),
        fc.boolean(),
        (before, after, names, between, hasNumber) => {
          const half = Math.floor(names.length / 2);
          const links = Array.from({ length: half }, (_, nth) =>
            [before, ...(hasNumber ? [nth] : []), names[nth], ...(between[nth] ?? []), names[half + nth], ...after].join(" "),
          );
          expect(alike(links)).toBe(half >= MIN_ALIKE_CAMPAIGNS ? half : 0);
        },
      ),
    );
  });

  test("forms of an ad, each with each, are no people: fewer than five of a kind in either place", () => {
    const forms = fc.uniqueArray(fc.stringMatching(/^[b-hj-np-z]{3,8}$/), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(word, forms, (before, all) => {
        const names = all.slice(0, 4).flatMap((one) => all.slice(4).map((other) => `${before} ${one} ${other}`));
        expect(alike(names)).toBe(0);
        // Many of one kind, each in one of two forms.
        const [kinds, short, long] = [all.slice(0, 6), all[6], all[7]];
        expect(alike(kinds.map((kind, nth) => `${before} ${kind} ${nth % 2 === 0 ? short : long}`))).toBe(0);
      }),
    );
  });

  test("the order in which they were made changes nothing, nor do case and spaces", () => {
    fc.assert(
      fc.property(fc.array(anyCampaign, { maxLength: 30 }), fc.nat(), (all, by) => {
        const expected = countAlike(all, all, CHANNELS);
        const turned = [...all.slice(by % (all.length + 1)), ...all.slice(0, by % (all.length + 1))].reverse();
        expect(countAlike(turned, turned, CHANNELS)).toBe(expected);
        const shown = all.map((one) => ({ ...one, name: `  ${one.name.replaceAll(" ", " - ")} ` }));
        expect(countAlike(shown, shown, CHANNELS)).toBe(expected);
      }),
    );
  });

  test("a warning is printable ASCII, a sentence, and there exactly when enough are alike", () => {
    fc.assert(
      fc.property(fc.array(anyCampaign, { maxLength: 30 }), fc.array(anyCampaign, { maxLength: 30 }), (made, others) => {
        const warning = likenessWarning(made, others, CHANNELS);
        expect(warning !== null).toBe(countAlike(made, others, CHANNELS) >= MIN_ALIKE_CAMPAIGNS);
        if (warning !== null) expect(warning).toMatch(/^\d+ campaigns [ -~]+\.$/);
      }),
    );
  });

  test("those made longer ago, in other channels, or archived since do not matter", () => {
    const numbers = fc.integer({ min: MIN_ALIKE_CAMPAIGNS, max: 20 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 600 }), (count, seconds) => {
        const all = Array.from({ length: count }, (_, index) => campaign(`Mail ${index}`, index));
        const last = all.slice(-1);
        const madeEarlier = (ms: number) => [
          ...all.slice(0, -1).map((one) => ({ ...one, createdAt: new Date(NOW - ms).toISOString() })),
          ...last,
        ];
        expect(countAlike(last, madeEarlier(ALIKE_WINDOW_MINUTES * 60_000), CHANNELS)).toBe(count);
        expect(countAlike(last, madeEarlier(ALIKE_WINDOW_MINUTES * 60_000 + seconds * 1_000), CHANNELS)).toBe(0);
        expect(
          alike(
            all.map(({ name }) => name),
            (index) => channelId(index === count - 1 ? "google" : "tiktok"),
          ),
        ).toBe(0);
        expect(countAlike(last, last, CHANNELS)).toBe(0);
      }),
    );
  });
});
