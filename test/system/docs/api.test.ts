/** docs/api.md says what the API says of itself. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { API_DOCS, apiDocs } from "../../../scripts/api_docs.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker();
});
afterAll(() => discard(tracker));

test("docs/api.md is up to date: `npm run docs:api` would write the same", async () => {
  expect(await readFile(API_DOCS, "utf8")).toBe(await apiDocs(tracker.origin));
});

test("every link inside docs/api.md leads to one of its headings", async () => {
  const text = await readFile(API_DOCS, "utf8");
  const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^a-z0-9 _-]/g, "")
      .replaceAll(" ", "-"),
  );
  const links = [...text.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor = ""]) => anchor);
  expect(links.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  expect(links.length).toBeGreaterThan(15);
});
