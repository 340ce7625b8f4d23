/** Which admin keys can be guessed: what people think of, and nothing that was made at random. */
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { isHardToGuess } from "../../src/domain/admin_key.ts";
import { readConfig } from "../../src/domain/config.ts";

describe("can be guessed:", () => {
  test.each([
    // Walks over the keyboard.
    ...["1qaz2wsx3edc4rfv5tgb6yhn", "!QAZ@WSX#EDC$RFV%TGB^YHN", "zaq12wsxcde34rfvbgt56yhn", "qazwsxedcrfvtgbyhnujmikolp"],
    ...["1q2w3e4r5t6y7u8i9o0p1q2w", "asdfghjkl;asdfghjkl;asdf", "mnbvcxzlkjhgfdsapoiuytrewq", "1234qwerasdfzxcv1234qwer"],
    // Sequences, also of pairs, of every third letter, and of numbers that many know.
    ...["aabbccddeeffgghhiijjkkll", "112233445566778899001122", "a1b2c3d4e5f6g7h8i9j0k1l2", "01020304050607080910111213"],
    ...["adgjmpsvybehknqtwzcfilor", "0246813579024681357902468", "31415926535897932384626433", "00112233445566778899aabbccddeeff"],
    // Dates, and days.
    ...["2026-11-27-2026-11-28-2026", "27.11.2026,28.11.2026,29.11.2026", "2025010120260101202701012028"],
    ...["MondayTuesdayWednesdayThursday", "januari-februari-maart-april", "onetwothreefourfivesixseven"],
    // Words that everybody tries, addresses, and words over and over.
    ...["password123password123!!", "Welcome1Welcome2Welcome3", "ThisIsMyAdminKeyForFivebar", "change-this-to-a-long-secret-key"],
    ...["your-admin-key-goes-here", "this-is-a-very-secret-admin-key", "stichting-voorbeeld-2026!", "correct-horse-battery-staple"],
    ...["http://127.0.0.1:8787/staff", "https://go.example.org/staff", "administratoradministrator", "thequickbrownfoxjumpsoverthelazydog"],
  ])("%s", (key) => {
    expect(key.length).toBeGreaterThanOrEqual(24);
    expect(isHardToGuess(key)).toBe(false);
  });
});

test("no random key of 24 characters or more can be", () => {
  for (let times = 0; times < 500; times += 1) {
    const digits = Array.from({ length: 24 }, () => randomInt(10)).join("");
    const bytes = [randomBytes(12).toString("hex"), randomBytes(24).toString("hex"), randomBytes(18).toString("base64url")];
    for (const key of [digits, randomUUID(), ...bytes]) expect(readConfig({ ADMIN_KEY: key }).adminKey).toBe(key);
  }
});

test.each(["trouw-paard-batterij-nietje-kaas-lamp", "crater-uplift-mango-viaduct-tulip"])(
  "words that were drawn are hard to guess: %s",
  (key) => {
    expect(isHardToGuess(key)).toBe(true);
  },
);
