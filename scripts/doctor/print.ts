/** The doctor's verdicts, for people. */
import { publishedEntry } from "./about.ts";
import { whereTo } from "./alike.ts";
import type { Verdict } from "./checks.ts";
import { googleAdsNote } from "./google_ads.ts";
import type { Observed } from "./observe.ts";

const MARKS: Readonly<Record<Verdict["verdict"], string>> = { ok: "ok    ", failed: "FAILED", "not applicable": "-     " };

/** What nobody can see by asking one link from one place. */
export const NOT_LOOKED_AT: readonly string[] = [
  "What is stored, and whether this is the published code.",
  "Whether something in front of Fivebar treats GET otherwise than HEAD: other browsers were asked for by HEAD, which counts nothing.",
  "What visitors from other networks and countries, with other devices, or on other days are answered.",
  "What the destination does.",
];

export function printVerdicts(observed: Observed, verdicts: readonly Verdict[]): void {
  console.log(`${whereTo(observed)}\n`);
  for (const { title, verdict, found, advice } of verdicts) {
    console.log(`${MARKS[verdict]}  ${title}`);
    if (verdict === "failed") console.log(`        Found: ${found}\n        Do:    ${advice}`);
  }
  if (verdicts.length === 1) {
    console.log("\nNothing else was checked, as all else is about a campaign's link.");
    return;
  }
  const failed = verdicts.filter(({ verdict }) => verdict === "failed").length;
  console.log(failed === 0 ? `\n${wellness(observed)}` : `\n${failed} of ${verdicts.length} checks failed.`);
  const note = googleAdsNote(observed);
  if (note !== "") console.log(note);
  console.log("The doctor made one visit to the link, which may have been counted, and requests that are no visits.");
  console.log(`\nNot looked at:\n${NOT_LOOKED_AT.map((one) => `- ${one}`).join("\n")}`);
}

/** From outside nobody can tell where the link of an unpublished campaign should lead. */
function wellness(observed: Observed): string {
  return publishedEntry(observed) !== null
    ? "All is well."
    : "No check failed. The campaign is not published: compare where its link leads, above, with its page on the dashboard.";
}
