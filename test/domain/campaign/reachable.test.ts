/** An address of the computer itself is a destination only while everything is on that computer. */
import { expect, test } from "vitest";
import { reachRefusal } from "../../../src/domain/campaign/reachable.ts";

const LOCAL = [
  "http://127.0.0.1:3000/",
  "http://localhost/x",
  "http://a.localhost/",
  "http://[::1]:8080/",
  "https://127.0.0.1/",
  "https://0.0.0.0/",
];

test.each(LOCAL)("%s", (address) => {
  expect(reachRefusal(["http://127.0.0.1:8787", "http://localhost:8787"], address)).toBeNull();
  for (const own of [
    ["https://go.example.org", "https://go.example.org"],
    ["http://127.0.0.1:8787", "https://go.example.org"],
    ["https://staff.example.org", "http://127.0.0.1:8787"],
    ["http://192.168.178.20:8787", "http://192.168.178.20:8787"],
  ])
    expect([own, reachRefusal(own, address)]).toEqual([own, { code: "leads-to-own-computer", params: {} }]);
});

test.each(["https://example.org/", "https://127.example.org/", "https://localhost.example.org/", "", "no address"])(
  "%j is another's matter",
  (address) => {
    expect(reachRefusal(["https://go.example.org"], address)).toBeNull();
  },
);
