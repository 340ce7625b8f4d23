/** The nightly batch of docs/CONNECT.md, run as it stands there: what one night loses, and the next takes up. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "vitest";
import { ConnectStand, type Ran, testWith } from "../setup/connect_stand.ts";

let stand: ConnectStand;

beforeAll(async () => {
  stand = await ConnectStand.start();
});
beforeEach(() => stand.next());
afterEach(() => stand.tidy());
afterAll(() => stand?.stop());

describe("the nightly batch", () => {
  const tested = testWith("python3");
  const [JUST_NOW, TOO_LONG_AGO] = [22 * 3_600, 24 * 3_600];

  /** A night without pauses. */
  async function night(): Promise<Ran> {
    const program = [stand.snippet("count"), stand.snippet("python").replace("(1, 2, 4, 8)", "(0,)"), stand.snippet("nightly")].join("\n");
    await writeFile(join(stand.folder, "nightly.py"), program);
    return stand.run("python3", ["nightly.py"]);
  }

  async function count(codes: string): Promise<void> {
    await writeFile(join(stand.folder, "count.py"), `${stand.snippet("count")}\nfor code in ${codes}:\n    count_signup(code)`);
    expect(await stand.run("python3", ["count.py"])).toEqual({ code: 0, output: "" });
  }

  /** Lets time pass for the batches that were tried. */
  async function later(seconds: number): Promise<void> {
    await writeFile(
      join(stand.folder, "later.py"),
      `${stand.snippet("count")}\nwith counts() as db:\n    db.execute("UPDATE sending SET tried = tried - ${seconds}")`,
    );
    expect(await stand.run("python3", ["later.py"])).toEqual({ code: 0, output: "" });
  }

  function bodies(): unknown[] {
    return stand.between.seen.map(({ body }) => JSON.parse(body));
  }

  tested("sends sums, and a run that broke off is taken up without counting twice", async () => {
    await count('[os.environ["CODE"]] * 1004 + [""]');
    stand.between.manners.push("lose-answer");
    expect((await night()).code).not.toBe(0);
    await count('[os.environ["CODE"]]');
    await later(JUST_NOW);
    expect(await night()).toEqual({ code: 0, output: "" });
    expect(bodies()).toHaveLength(4);
    expect(bodies()).toEqual(
      expect.arrayContaining([
        { campaign: stand.slug, count: 1_000 },
        { campaign: stand.slug, count: 4 },
        { campaign: null, count: 1 },
      ]),
    );
    expect(new Set(stand.between.seen.map(({ key }) => key)).size).toBe(3);
    expect(await stand.released()).toBe(1_000);
    await night();
    await night();
    expect(bodies().slice(4)).toEqual([{ campaign: stand.slug, count: 1 }]);
    expect(await stand.released()).toBe(1_005);
  });

  tested("does not send what may have been counted a day ago, and says so", async () => {
    await count('[os.environ["CODE"]] * 5');
    stand.between.manners.push("lose-answer");
    expect((await night()).code).not.toBe(0);
    await later(TOO_LONG_AGO);
    expect(await night()).toEqual({
      code: 0,
      output: `5 signups of ${stand.slug} may have been counted already, and are not sent again\n`,
    });
    expect([bodies().length, await stand.released()]).toEqual([1, 5]);
    await count('[os.environ["CODE"]] * 5');
    expect(await night()).toEqual({ code: 0, output: "" });
    expect(await stand.released()).toBe(10);
  });

  tested("leaves out a code that is none, by name, and sends the others", async () => {
    await count('["!", os.environ["CODE"], "zz top"] * 5');
    const { code, output } = await night();
    expect([code, output.split("\n").filter((line) => line.includes("left out")).length, await stand.released()]).toEqual([0, 2, 5]);
    expect(output).toContain("5 signups of '!' are left out: (400, ");
    expect(await night()).toEqual({ code: 0, output: "" });
  });

  tested("keeps everything while the key is wrong, for as long as that takes", async () => {
    await count('[os.environ["CODE"]] * 5');
    const right = stand.siteKey;
    stand.siteKey = "wrong";
    expect((await night()).output).toContain("valid access key");
    stand.siteKey = right;
    await later(TOO_LONG_AGO);
    expect(await night()).toEqual({ code: 0, output: "" });
    expect(await stand.released()).toBe(5);
  });
});
