/** Who can reach a link's host, and whether a link and its destination belong to one owner. */
import { expect, test } from "vitest";
import { isGoogleAds, isWorkersDev, reachOf, registeredDomain, shareDomain } from "../../../src/domain/campaign/link_host.ts";

test.each([
  ["computer", "localhost", "a.localhost", "127.0.0.1", "127.9.0.1", "[::1]", "0.0.0.0", "[::]"],
  ["network", "fivebar", "printer.local", "a.lan", "a.b.internal", "10.0.0.1", "192.168.178.20", "172.16.0.1", "172.31.9.9", "169.254.1.1"],
  ["network", "[fd00::1]", "[fe80::1]", "100.64.0.1", "fivebar."],
  ["everybody", "go.example.org", "go.example.org.", "172.32.0.1", "11.0.0.1", "100.128.0.1", "[2001:db8::1]", "local.example.org"],
])("%s reaches %s and others", (reach, ...hosts) => {
  expect(hosts.map((host) => [host, reachOf(host)])).toEqual(hosts.map((host) => [host, reach]));
});

test.each([
  ["example.org", "go.example.org", "www.example.org", "a.b.example.org", "EXAMPLE.org."],
  ["example.co.uk", "go.example.co.uk", "example.co.uk"],
  ["example.com.au", "go.example.com.au"],
  ["mine.workers.dev", "fivebar.mine.workers.dev"],
  ["mine.github.io", "mine.github.io"],
  ["co.nl", "co.nl"],
  ["192.0.2.1", "192.0.2.1"],
  ["[2001:db8::1]", "[2001:db8::1]"],
  ["localhost", "localhost"],
])("%s is what is registered of %s and others", (domain, ...hosts) => {
  expect(hosts.map(registeredDomain)).toEqual(hosts.map(() => domain));
});

test.each([
  ["go.example.org", "example.org", true],
  ["go.example.org", "www.example.org", true],
  ["example.org", "example.org", true],
  ["go.example.org", "example.nl", false],
  ["go.example.org", "notexample.org", false],
  ["go.one.co.uk", "two.co.uk", false],
  ["one.github.io", "two.github.io", false],
  ["fivebar.mine.workers.dev", "example.org", false],
])("%s and %s have one owner: %s", (one, other, expected) => {
  expect([shareDomain(one, other), shareDomain(other, one)]).toEqual([expected, expected]);
});

test("YouTube's ads are Google's", () => {
  expect(["google", "Google-Ads", "youtube", "instagram", "spotify"].map(isGoogleAds)).toEqual([true, true, true, false, false]);
  expect([isWorkersDev("a.b.workers.dev"), isWorkersDev("workers.dev.example")]).toEqual([true, false]);
});
