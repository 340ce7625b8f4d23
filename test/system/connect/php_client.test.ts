/** integrations/php, run by the PHP that is here, against a real tracker: the examples of its page, outages, and many processes at once. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import "../../seed.ts";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { codeFrom } from "../../../packages/client/src/index.ts";
import { PROJECT } from "../../../scripts/build.ts";
import { mangledSlugs } from "../../domain/campaign/mangled_slugs.ts";
import { ConnectStand, type Ran, testWith } from "../setup/connect_stand.ts";
import { readSnippets } from "../setup/snippets.ts";

const SOURCES = join(PROJECT, "integrations", "php", "src");
const tested = testWith("php");

let stand: ConnectStand;
let snippets: ReadonlyMap<string, string>;

beforeAll(async () => {
  [stand, snippets] = await Promise.all([ConnectStand.start(), readSnippets("integrations/php/README.md")]);
});
beforeEach(() => stand.next());
afterEach(() => stand.tidy());
afterAll(() => stand?.stop());

/** Runs the lines after the package was loaded, and after the first line of its example. */
async function php(lines: string, env: Record<string, string> = {}, options: readonly string[] = []): Promise<Ran> {
  const files = (await readdir(SOURCES)).map((file) => `require '${join(SOURCES, file)}';`);
  const program = join(stand.folder, `run-${Math.random().toString(36).slice(2)}.php`);
  const [queue = ""] = snippets.get("php-queue")?.split("\n") ?? [];
  await writeFile(program, `<?php\n${files.join("\n")}\n$_POST = ['c' => getenv('CODE')];\n${queue}\n${lines}\n`);
  return stand.run("php", [...options, program], { OUTBOX: join(stand.folder, "outbox.json"), ...env });
}
const add = (): string => snippets.get("php-queue")?.split("\n").slice(1).join("\n") ?? "";
const deliver = (): string => snippets.get("php-deliver") ?? "";
const outbox = (): Promise<string> => readFile(join(stand.folder, "outbox.json"), "utf8");

tested("twenty processes at once lose nothing, and what they kept is delivered as one sum", async () => {
  const ran = await Promise.all(Array.from({ length: 20 }, () => php(add())));
  expect(new Set(ran.map(({ code, output }) => `${code}${output}`))).toEqual(new Set(["0"]));
  expect(stand.between.seen).toEqual([]);
  expect(await php(deliver())).toEqual({ code: 0, output: "" });
  expect([stand.between.seen.length, await stand.released()]).toEqual([1, 20]);
  expect(await outbox()).not.toContain(stand.slug);
});

tested("what Fivebar did not take goes later, once, also when an answer is lost", async () => {
  await php(add().repeat(5));
  for (const manner of [{ status: 503 }, { status: 429 }, "lose-answer"] as const) {
    stand.between.manners.push(manner);
    expect((await php(deliver())).output).toContain("5 signups wait");
  }
  await php(add().repeat(5));
  expect(await php(deliver())).toEqual({ code: 0, output: "" });
  expect(await stand.released()).toBe(10);
  expect(new Set(stand.between.seen.map(({ key }) => key)).size).toBe(2);
});

tested("what may have been counted is set aside after 23 hours, what certainly was not is kept for as long as it takes", async () => {
  const aged = `$s = json_decode(file_get_contents(getenv('OUTBOX')), true); foreach ($s['sending'] as &$b) if ($b['tried'] !== null) $b['tried'] -= 24; file_put_contents(getenv('OUTBOX'), json_encode($s, JSON_FORCE_OBJECT));`;
  await php(add().repeat(5));
  expect((await php(deliver(), { SITE_KEY: "a-key-that-is-wrong" })).output).toContain("wrong-key");
  await php(aged);
  stand.between.manners.push("lose-answer");
  await php(deliver());
  await php(aged);
  expect((await php(`${deliver()}\necho json_encode($queue->setAside());`)).output).toBe(`{"doubtful":{"${stand.slug}":5},"refused":[]}`);
  expect(await stand.released()).toBe(5);
});

tested("without its settings it fails at once with a sentence, and asks nobody", async () => {
  const wrong: readonly [Record<string, string>, readonly string[], string][] = [
    [{ FIVEBAR: "" }, [], "Set the address of Fivebar"],
    [{ FIVEBAR: "go.example.org" }, [], "Set the address of Fivebar"],
    [{ FIVEBAR: "http://go.example.org" }, [], "must begin with https://"],
    [{ SITE_KEY: "" }, [], "Set the site's key"],
    [{}, ["-d", "allow_url_fopen=0"], "Set allow_url_fopen"],
  ];
  for (const [env, options, sentence] of wrong) {
    const { code, output } = await php(add(), env, options);
    expect([code === 0, output]).toEqual([false, expect.stringContaining(sentence)]);
  }
  expect(stand.between.seen).toEqual([]);
});

tested("a mangled code is read as the client for Node reads it, and as Fivebar reads links", async () => {
  const texts = fc.sample(
    fc.oneof(
      mangledSlugs.map(({ text }) => text),
      fc.string({ unit: "grapheme" }),
    ),
    3_000,
  );
  const values = [...texts.map((text) => text.slice(0, 500).toWellFormed()), "fix-tiktok.", "fix\u2011tiktok", "x".repeat(3_000)];
  await writeFile(join(stand.folder, "values.json"), JSON.stringify(values));
  const read = `echo json_encode(array_map(['Fivebar\\\\Code', 'from'], json_decode(file_get_contents('values.json'))));`;
  const codes: readonly (string | null)[] = JSON.parse((await php(read)).output);
  expect(codes.filter((code) => code !== null).length).toBeGreaterThan(1_000);
  const different = values.flatMap((text, n) => (codes[n] === codeFrom(text) ? [] : [[text, codes[n], codeFrom(text)]]));
  expect(different).toEqual([]);
  // Bytes that are no text.
  expect(
    (await php(String.raw`echo json_encode([Fivebar\Code::from("fix-tiktok\xff"), Fivebar\Code::from("f\xfcx"), Fivebar\Code::from(7)]);`))
      .output,
  ).toBe('["fix-tiktok",null,null]');
});

tested("what needs no WordPress runs by this PHP (by others: npm run test:php)", async () => {
  const { code, output } = await stand.run("php", [join(PROJECT, "test", "php", "versions.php")]);
  expect([code, output]).toEqual([0, expect.stringMatching(/^all well with PHP /)]);
});

test("the plugin for WordPress reads codes by the same lines", async () => {
  const lines = async (path: string) => (await readFile(join(PROJECT, "integrations", path), "utf8")).replace(/^.*?\{\n/s, "");
  expect(await lines("wordpress/fivebar/src/CodeText.php")).toBe(await lines("php/src/Code.php"));
});

tested("what is no code counts as none; a test report and a redirect count nothing", async () => {
  for (const CODE of ["", "canary@example.org", "x"]) expect((await php(add(), { CODE })).code).toBe(0);
  expect(await outbox()).not.toContain("canary");
  await php(deliver());
  expect(stand.between.seen.map(({ body }) => body)).toEqual(['{"campaign":null,"count":3}']);
  expect((await php("echo (new Fivebar\\Sender(getenv('FIVEBAR'), getenv('SITE_KEY')))->send(null, 1, 'k', true);")).output).toBe(
    "counted",
  );
  await php(add());
  stand.between.manners.push({ status: 307, headers: { location: "http://127.0.0.1:9/" } });
  expect((await php(deliver())).output).toContain("wrong-address");
});
