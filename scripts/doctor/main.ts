/**
 * `npm run doctor -- https://go.example.org/some-link`: checks a running deployment from outside and says what to do. Ends with 0 when
 * all is well, 1 when a check fails or nothing answers, 2 when it was called wrongly. `--json` prints the verdicts for programs; each
 * request may take `--patience` seconds; a deployment on another port than 443 is asked without encryption where `--plain-port` says.
 */
import { parseArgs } from "node:util";
import { PERSONAL_PARAMS } from "../../src/core/personal_params.ts";
import { examine, type Verdict } from "./checks.ts";
import { look, type Patience } from "./look.ts";

const USAGE = "Usage: npm run doctor -- [--json] [--patience seconds] [--plain-port number] https://go.example.org/some-link";
const PATIENCE_SECONDS = "15";
const MARKS: Readonly<Record<Verdict["verdict"], string>> = { ok: "ok    ", failed: "FAILED", "not applicable": "-     " };

function print(verdicts: readonly Verdict[]): void {
  for (const { title, verdict, found, advice } of verdicts) {
    console.log(`${MARKS[verdict]}  ${title}`);
    if (verdict === "failed") console.log(`        Found: ${found}\n        Do:    ${advice}`);
  }
  if (verdicts.length === 1) {
    console.log("\nNothing else was checked, as all else is about a campaign's link.");
    return;
  }
  const failed = verdicts.filter(({ verdict }) => verdict === "failed").length;
  console.log(
    failed === 0
      ? "\nAll is well. What is stored, and whether this is the published code, cannot be seen from outside."
      : `\n${failed} of ${verdicts.length} checks failed.`,
  );
  console.log("The doctor made one visit to the link, which may have been counted, and requests that are no visits.");
}

function readArguments(): ({ readonly url: URL; readonly isJson: boolean } & Patience) | null {
  try {
    const { values, positionals } = parseArgs({
      options: {
        json: { type: "boolean", default: false },
        patience: { type: "string", default: PATIENCE_SECONDS },
        "plain-port": { type: "string" },
      },
      allowPositionals: true,
    });
    if (!/^[1-9]\d{0,2}$/.test(values.patience) || !/^\d{1,5}$/.test(values["plain-port"] ?? "80")) return null;
    const [address = "", ...more] = positionals;
    if (more.length > 0 || !/^https?:\/\/[^/]+\/[^/?#]+$/.test(address) || !URL.canParse(address)) return null;
    const url = new URL(address);
    const plainPort = values["plain-port"] ?? (url.port === "" ? "80" : null);
    return {
      url,
      isJson: values.json,
      patienceMs: Number(values.patience) * 1_000,
      plainPort: plainPort === null ? null : Number(plainPort),
    };
  } catch {
    return null;
  }
}

async function main(): Promise<number> {
  const given = readArguments();
  if (given === null) {
    console.error(`${USAGE}\nGive the whole address of one campaign's link, without a query.`);
    return 2;
  }
  try {
    const verdicts = examine(await look(given.url, PERSONAL_PARAMS, given));
    if (given.isJson) console.log(JSON.stringify({ url: given.url.href, checks: verdicts }, null, 2));
    else print(verdicts);
    return verdicts.some(({ verdict }) => verdict === "failed") ? 1 : 0;
  } catch (error) {
    const { message, cause } = error as Error;
    const found = `${given.url.origin} does not answer as it should: ${cause instanceof Error ? cause.message : message}`;
    if (given.isJson) console.log(JSON.stringify({ url: given.url.href, error: found }, null, 2));
    console.error(found);
    return 1;
  }
}

process.exitCode = await main();
