/** `/.well-known/security.txt`: as RFC 9116 has it, from SECURITY_CONTACT. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

const PATH = "/.well-known/security.txt";
let named: Tracker;

beforeAll(async () => {
  named = await startTracker({
    SECURITY_CONTACT: "https://example.org/report-it, security@example.org",
    LINK_ORIGIN: "https://go.example.org",
  });
});
afterAll(() => discard(named));

test("it names the contacts in their order, and ends to hold within a year; the same for everybody", async () => {
  const answer = await named.visit(PATH);
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("set-cookie")]).toEqual([
    200,
    "text/plain; charset=utf-8",
    null,
  ]);
  const text = await answer.text();
  const [, expires = ""] = /^Expires: (\d{4}-\d{2}-\d{2}T00:00:00Z)$/m.exec(text) ?? [];
  expect(text.replace(expires, "…")).toBe(
    `Contact: https://example.org/report-it\nContact: mailto:security@example.org\nExpires: …\nPreferred-Languages: nl, en\nCanonical: https://go.example.org${PATH}\n`,
  );
  const days = (Date.parse(expires) - Date.now()) / 86_400_000;
  expect([days > 30, days < 365]).toEqual([true, true]);
  const other = await named.visit(PATH, { headers: { "user-agent": "curl/8", cookie: "a=b", "accept-language": "nl" } });
  expect([await other.text(), [...other.headers.keys()]]).toEqual([text, [...answer.headers.keys()]]);
  expect([(await named.visit(PATH, { method: "HEAD" })).status, (await named.visit(PATH, { method: "POST" })).status]).toEqual([200, 405]);
});
