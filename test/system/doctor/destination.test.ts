/** `npm run doctor -- --destination`: a landing page in a real browser, with what it sets and whom it tells. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { needBrowser } from "../setup/browser.ts";
import { doctor } from "../setup/misbehaving.ts";
import { StaticSite } from "../setup/static_site.ts";

let site: StaticSite;

beforeAll(async () => {
  site = new StaticSite();
  await site.listen();
});
afterAll(() => site.close());

async function examined(path: string): Promise<{ readonly code: number; readonly found: Readonly<Record<string, readonly string[]>> }> {
  const { code, stdout, stderr } = await doctor(["--json", "--patience", "60", "--destination", `${site.origin}${path}`]);
  expect(stderr).toBe("");
  const { checks } = JSON.parse(stdout) as { checks: { id: string; found: string[] }[] };
  return { code, found: Object.fromEntries(checks.map(({ id, found }) => [id, found])) };
}

test("a page that keeps to itself is well, whether the code is in its query or its fragment", async () => {
  await needBrowser();
  site.files.set("/clean", {
    body: '<img src="/a.png"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><a href="https://elsewhere.example/">x</a>',
  });
  for (const address of ["/clean?c=fix-tiktok", "/clean#c=fix-tiktok"])
    expect(await examined(address)).toEqual({ code: 0, found: { opens: [], cookies: [], storage: [], "third-parties": [], code: [] } });
  expect(site.received.map(({ url }) => url).join()).not.toContain("fix-tiktok");
});

test("cookies, storage, other hosts and a code that leaves are named", async () => {
  await needBrowser();
  const other = `localhost:${site.port}`;
  site.files.set("/dirty", {
    headers: { "set-cookie": "from_server=1" },
    body: `<script>document.cookie = "from_script=1"; localStorage.setItem("kept", "1");
      new Image().src = "http://${other}/pixel?page=" + encodeURIComponent(location.href);</script>
      <img src="http://${other}/font" referrerpolicy="no-referrer">`,
  });
  const { code, found } = await examined("/dirty?c=fix-tiktok");
  expect([code, found.opens, found.storage]).toEqual([1, [], ["kept"]]);
  expect([...(found.cookies ?? [])].sort()).toEqual(["from_script (127.0.0.1)", "from_server (127.0.0.1)"]);
  expect(found["third-parties"]).toEqual([`${other} (image)`]);
  expect(found.code).toEqual([`${other} (image)`]);
  site.files.set("/referring", { headers: { "referrer-policy": "unsafe-url" }, body: `<img src="http://${other}/picture">` });
  expect((await examined("/referring?c=fix-tiktok")).found.code).toEqual([`${other} (image)`]);
  site.files.set("/gone", { status: 404, body: "gone" });
  expect((await examined("/gone")).found.opens).toEqual(["it answers 404"]);
  expect((await doctor(["--destination", "--param", "a b", `${site.origin}/clean`])).code).toBe(2);
  expect((await doctor(["--destination", `${site.origin}/dirty`])).stdout).toContain(
    "FAILED  It sets no cookie before somebody has agreed",
  );
});
