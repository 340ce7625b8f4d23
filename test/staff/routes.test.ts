/** Addresses of the staff plane stand in src/staff/routes.ts and nowhere else in it; and where sign-in leads back to. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { expect, test } from "vitest";
import { PROJECT } from "../../scripts/build.ts";
import { isPagePath, pageWithForm, signInPath } from "../../src/staff/auth/return_path.ts";
import { apiPath, OPERATIONS, PAGES, pagePath } from "../../src/staff/routes.ts";

/** `/campaigns` and the like, with what may come before them. */
const SEGMENTS = [...Object.values(PAGES).map(({ path }) => path), ...Object.keys(OPERATIONS)]
  .map((path) => path.split("/")[1] ?? "")
  .filter((segment) => /^[a-z-]+$/.test(segment));
const ADDRESS = new RegExp(`/(?:staff|api)(?:[/?"'$]|$)|^/(?:${[...new Set(SEGMENTS)].join("|")})(?:/|$)`);

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Every piece of text in a file's code: strings, templates' pieces, texts of JSX and regular expressions (their backslashes left out). */
function textsIn(code: string): string[] {
  const texts: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const node = value as Node;
    if (["ImportDeclaration", "ExportAllDeclaration"].includes(node.type)) return;
    if (node.type === "Literal" && typeof node.value === "string") texts.push(node.value);
    if (node.type === "Literal" && node.regex !== undefined) texts.push((node.regex as { pattern: string }).pattern.replaceAll("\\", ""));
    if (node.type === "TemplateElement") texts.push((node.value as { cooked: string }).cooked);
    if (node.type === "JSXText") texts.push(node.value as string);
    Object.values(node).forEach(visit);
  };
  visit(parseAst(code, { lang: "tsx" }));
  return texts;
}

test.each([
  "const a = '/staff';",
  "const a = <a href='/staff/how'>How</a>;",
  "const a = <p>Open /staff/how</p>;",
  `const a = \`/staff/campaigns/\${slug}\`;`,
  `const a = \`\${origin}/api/v1/signups\`;`,
  "const a = /^\\/staff\\/how$/;",
  "app.get('/campaigns/:slug', campaignPage);",
])("an address is found in %s", (code) => {
  expect(textsIn(code).some((text) => ADDRESS.test(text))).toBe(true);
});

test("no address of the staff plane stands outside its table", () => {
  // The second is made from docs/CONNECT.md: what websites call is fixed.
  const elsewhere = [join("src", "staff", "routes.ts"), join("src", "staff", "connect", "snippets.ts")];
  const files = globSync("src/staff/**/*.{ts,tsx}", { cwd: PROJECT }).filter((file) => !elsewhere.includes(file));
  expect(files.length).toBeGreaterThan(80);
  const found = files.flatMap((file) => {
    const texts = textsIn(readFileSync(join(PROJECT, file), "utf8"));
    return texts.filter((text) => ADDRESS.test(text)).map((text) => `${file}: ${text.slice(0, 80)}`);
  });
  expect(found).toEqual([]);
});

test("a path is filled in with its values, encoded", () => {
  expect(pagePath.campaign("fix-tiktok")).toBe("/staff/campaigns/fix-tiktok");
  expect(pagePath.removeMember("a b@example.org")).toBe("/staff/settings/members/a%20b%40example.org/remove");
  expect(apiPath.acceptLoss("visits-0")).toBe("/api/v1/shards/visits-0/accept-loss");
});

test("sign-in leads on to every page of the table, and to nothing else", () => {
  for (const [name, route] of Object.entries(PAGES)) {
    const address = `/staff${route.path.replaceAll(/\{\w+\}/g, "some%40thing-1.x")}`;
    const isPage = "page" in route && route.page !== "open";
    expect([name, isPagePath(address), isPagePath(`${address}?days=7&sort=visits`)]).toEqual([name, isPage, isPage]);
    expect(isPagePath(`https://elsewhere.example${address}`)).toBe(false);
    expect(isPagePath(`${address}/more//x`)).toBe(false);
  }
  for (const address of [
    "",
    "/",
    "//elsewhere.example",
    "/staff/../x",
    "/staffx",
    "/staff/campaigns/a\\b",
    "/staff\n",
    "/staff?next=http://x",
  ])
    expect([address, isPagePath(address)]).toEqual([address, false]);
  expect(signInPath("/staff/how")).toBe("/staff/sign-in?next=%2Fstaff%2Fhow");
  expect(signInPath("/staff")).toBe("/staff/sign-in");
});

test("every form belongs to a page that sign-in can lead back to, but for signing in and out", () => {
  for (const [name, route] of Object.entries(PAGES)) {
    if (!("form" in route) || route.form === "open" || name === "signOut") continue;
    const page = pageWithForm(`/staff${route.path.replaceAll(/\{\w+\}/g, "some-thing")}`);
    expect([name, isPagePath(page)]).toEqual([name, true]);
  }
  expect(pageWithForm("/staff/campaigns/fix-tiktok/status")).toBe("/staff/campaigns/fix-tiktok");
  expect(pageWithForm("/staff/settings/members/x%40y.example/remove")).toBe("/staff/settings");
  expect(pageWithForm("/staff/nothing")).toBe("");
});
