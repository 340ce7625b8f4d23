/** What the client needs to be told: a setting that is missing or cannot be one is named at once, before anything is sent. */
import { expect, test } from "vitest";
import { Fivebar } from "../../packages/client/src/index.ts";

const ADDRESS = "https://go.example.org";
const KEY = "fivebar_site_0123456789";

/** As a program without types, or with an environment that lacks them, gives them. */
function make(address: unknown, key: unknown): Fivebar {
  return new Fivebar({ address, key } as never);
}

test("an address that is missing or none is refused by its name", () => {
  for (const address of [undefined, null, "", " ", "go.example.org", "//go.example.org", 8787])
    expect(() => make(address, KEY), String(address)).toThrow("set the address of Fivebar, such as https://go.example.org");
  for (const address of ["http://go.example.org", "ftp://go.example.org", "go.example.org:443", "http://127.0.0.1.example.org"])
    expect(() => make(address, KEY), address).toThrow("the address must begin with https://");
});

test("a key that is missing or none is refused by its name", () => {
  for (const key of [undefined, null, "", "with a blank", "kéy", 8787])
    expect(() => make(ADDRESS, key), String(key)).toThrow("set the site's access key: an admin of Fivebar makes it under Settings");
});

test("what can be used is taken", () => {
  for (const address of [ADDRESS, `${ADDRESS}/`, "http://localhost:8787", "http://127.0.0.1:8787", "http://[::1]:8787/below"])
    expect(() => make(address, KEY), address).not.toThrow();
});
