/** The doctor on real TLS: each fault of a certificate is found by itself, and the other checks go on. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Certified, certify } from "../setup/certificate.ts";
import { checksOf, doctor, MisbehavingServer, type Misbehaviour, setHeader } from "../setup/misbehaving.ts";

const DAY_MS = 86_400_000;
const now = Date.now();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fivebar-doctor-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs `look` on a server with this certificate, and with an environment in which it is trusted. */
async function served<T>(
  certified: Certified,
  misbehave: Misbehaviour,
  look: (origin: string, trusting: Record<string, string>) => Promise<T>,
): Promise<T> {
  const file = join(folder, "authority.pem");
  await writeFile(file, certified.cert);
  const server = await new MisbehavingServer(certified).start();
  server.misbehave = misbehave;
  try {
    return await look(server.origin, { NODE_EXTRA_CA_CERTS: file });
  } finally {
    server.close();
  }
}

const right: Misbehaviour = () => undefined;
const good = () => certify("127.0.0.1");

test("a domain with a certificate that is trusted, for its name and in its days, and with HSTS, passes every check", async () => {
  const { code, failed, notApplicable } = await served(good(), right, (origin, trusting) => checksOf(`${origin}/fix`, trusting));
  expect([code, failed, notApplicable]).toEqual([0, [], ["google-ads"]]);
});

test.each<[string, string[], (origin: string) => Misbehaviour]>([
  ["leads to https", [], (origin) => setHeader("location", `${origin}/fix`)],
  ["sends on to the destination", ["https"], () => right],
  ["never answers", [], () => (reply) => Object.assign(reply, { manner: "hang" })],
])("without encryption, a domain that %s", async (_, expected, how) => {
  const plain = await new MisbehavingServer().start();
  const { failed } = await served(good(), right, (origin, trusting) => {
    plain.misbehave = how(origin);
    return checksOf(`${origin}/fix`, trusting, ["--patience", "2", "--plain-port", new URL(plain.origin).port]);
  });
  plain.close();
  expect(failed).toEqual(expected);
});

describe("a certificate that is", () => {
  test.each([
    ["over", certify("127.0.0.1", now - 3 * DAY_MS, now - DAY_MS), /EXPIRED|expired/],
    ["not valid yet", certify("127.0.0.1", now + DAY_MS, now + 3 * DAY_MS), /NOT_YET_VALID|not yet valid/],
    ["another domain's", certify("other.example"), /ALTNAME|does not match/],
  ])("%s is the one thing that is found", async (_, certified, reason) => {
    const { code, failed, found } = await served(certified, right, (origin, trusting) => checksOf(`${origin}/fix`, trusting));
    expect([code, failed]).toEqual([1, ["certificate"]]);
    expect(found[0]).toMatch(reason);
  });

  test("signed by itself alone is the one thing that is found", async () => {
    const { code, failed, found } = await served(good(), right, (origin) => checksOf(`${origin}/fix`));
    expect([code, failed]).toEqual([1, ["certificate"]]);
    expect(found[0]).toMatch(/SELF_SIGNED|self.signed|UNABLE_TO_VERIFY/);
  });

  test("bad does not hide what else is wrong", async () => {
    const { failed } = await served(good(), setHeader("set-cookie", "__cf_bm=1"), (origin) => checksOf(`${origin}/fix`));
    expect(failed).toEqual(["cookies", "certificate"]);
  });

  test("bad is told of with what to do, and that the rest was checked", async () => {
    const { stdout } = await served(good(), right, (origin) => doctor([`${origin}/fix`]));
    expect(stdout).toMatch(/FAILED {2}Its certificate is valid for the domain\n +Found: \S.*\n +Do: +Have the certificate renewed/);
    expect(stdout).toContain("1 of 21 checks failed.");
  });
});

test.each<[string, Misbehaviour]>([
  ["no HSTS", ({ headers }) => Reflect.deleteProperty(headers, "strict-transport-security")],
  ["HSTS that ends at once", setHeader("strict-transport-security", "max-age=0")],
  ["HSTS on links only", ({ headers }, { path }) => path === "/about" && Reflect.deleteProperty(headers, "strict-transport-security")],
])("%s is found", async (_, misbehave) => {
  const { code, failed } = await served(good(), misbehave, (origin, trusting) => checksOf(`${origin}/fix`, trusting));
  expect([code, failed]).toEqual([1, ["https"]]);
});
