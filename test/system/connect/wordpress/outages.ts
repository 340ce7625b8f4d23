/** A Fivebar that answers badly, or not at all; and servers of other kinds: an object cache, PHP-FPM. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT } from "../../../../scripts/build.ts";
import { fpmHere } from "../../setup/wordpress.ts";
import type { InWordPress } from "./in_wordpress.ts";

const DELIVER = "echo Fivebar\\WordPress\\Delivery::deliver();";
const STATE = "Fivebar\\WordPress\\Waiting::read()['problem'], ' ', Fivebar\\WordPress\\Waiting::total();";

export function testOutages({ tested, stand }: InWordPress): void {
  tested("whatever Fivebar answers, all is kept until it takes it, and counts once", async () => {
    const slug = await stand().campaign("answered-badly");
    await stand().forget();
    await stand().set({ FIVEBAR_REPORT: "nightly" });
    for (let n = 0; n < 5; n += 1) await stand().send("gravity", "", { c: slug });
    for (const [status, word] of [
      [401, "wrong-key"],
      [403, "wrong-key"],
      [404, "wrong-address"],
      [302, "wrong-address"],
      [429, "not-reached"],
      [500, "no-answer"],
      [503, "no-answer"],
    ] as const) {
      stand().between.manners.push({ status, headers: { location: "https://elsewhere.example/" } });
      expect([status, await stand().wordpress.php(`${DELIVER} echo ' ', ${STATE}`)]).toEqual([status, `${word} ${word} 5`]);
    }
    expect(await stand().wordpress.php(DELIVER)).toBe("counted");
    expect([await stand().signups(slug), await stand().waiting(), stand().counted()]).toEqual([5, 0, 5]);
  });

  tested("while Fivebar hangs one process waits for it; forms are answered at once, and lost to nobody", async () => {
    const slug = await stand().campaign("hanging");
    await stand().forget();
    await stand().set();
    stand().between.manners.push("hang");
    for (let n = 0; n < 10; n += 1) expect(await stand().send("gravity", "", { c: slug })).toBe(200);
    expect(stand().between.seen.length).toBeLessThanOrEqual(1);
    await expect.poll(() => stand().between.seen.length).toBe(1);
    stand().between.drop();
    await expect.poll(async () => (await stand().state()).problem).toBe("no-answer");
    await stand().wordpress.cron();
    await stand().wordpress.cron();
    expect([await stand().signups(slug), await stand().waiting(), stand().counted()]).toEqual([10, 0, 10]);
  });

  tested("what another program wrote into the option breaks no form", async () => {
    const slug = await stand().campaign("spoilt");
    await stand().forget();
    await stand().set({ FIVEBAR_REPORT: "nightly" });
    for (const text of [
      "",
      "null",
      "a:0:{}",
      '{"version":"x","waiting":7,"sending":[{"key":1}],"failures":null}',
      '{"waiting":{"spoilt":"many"},"refused":""}',
    ]) {
      await stand().wordpress.sql(`UPDATE wp.wp_options SET option_value = '${text}' WHERE option_name = 'fivebar_waiting'`);
      expect(await stand().send("gravity", "", { c: slug })).toBe(200);
      expect([text, await stand().waiting()]).toEqual([text, 1]);
    }
    expect(await stand().wordpress.php(DELIVER)).toBe("counted");
  });

  tested("with an object cache that outlives a request forms at the same time lose nothing, and it holds no code", async () => {
    const slug = await stand().campaign("cached");
    const { site, folder } = stand().wordpress;
    const [dropIn, kept] = [join(site, "wp-content", "object-cache.php"), join(folder, "cache")];
    await mkdir(kept);
    const source = await readFile(join(PROJECT, "test", "system", "setup", "wordpress", "object-cache.php"), "utf8");
    await writeFile(dropIn, source.replace("CACHE_FOLDER", kept));
    try {
      await stand().forget();
      await stand().set({ FIVEBAR_REPORT: "nightly" });
      await Promise.all(Array.from({ length: 12 }, () => stand().send("gravity", "", { c: slug })));
      expect(await stand().waiting()).toBe(12);
      expect(await stand().wordpress.php(DELIVER)).toBe("counted");
      expect([await stand().waiting(), await stand().signups(slug)]).toEqual([0, 10]);
      const cached = await Promise.all((await readdir(kept)).map((name) => readFile(join(kept, name), "utf8")));
      expect(cached.length).toBeGreaterThan(10);
      // What the entries are is the form plugins' own; the code is in none of them.
      expect(cached.join()).not.toContain(slug);
    } finally {
      await rm(dropIn);
    }
  });

  const fpm = fpmHere();
  const name = "with PHP-FPM the report goes after the answer, from the same process, and nothing is left to WP-Cron";
  (fpm === null ? test.skip : tested)(fpm === null ? `${name} [not tried: no PHP-FPM or nginx on this machine]` : name, async () => {
    const slug = await stand().campaign("by-fpm");
    await stand().forget();
    await stand().set({}, { DISABLE_WP_CRON: "true" });
    const origin = await stand().wordpress.serveByFpm(fpm ?? "");
    stand().between.manners.push("hang");
    // WP-Cron is off, so nothing but this very process sends it. It hangs, and the form has its answer before it gives up.
    expect(await stand().send("gravity", "", { c: slug }, origin)).toBe(200);
    expect((await stand().state()).problem).toBe("");
    await expect.poll(() => stand().between.seen.length).toBe(1);
    stand().between.drop();
    await expect.poll(async () => (await stand().state()).problem).toBe("no-answer");
    await stand().wordpress.cron();
    expect([await stand().waiting(), stand().counted()]).toEqual([0, 1]);
    for (let n = 0; n < 4; n += 1) await stand().send("gravity", "", { c: slug }, origin);
    await expect.poll(() => stand().signups(slug)).toBe(5);
  });
}
