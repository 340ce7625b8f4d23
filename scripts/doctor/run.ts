/**
 * `doctor https://go.example.org/some-link`: checks a running deployment from outside and says what to do. With `--key-file
 * FILE`, a file with a reader's key, and the deployment's address, it checks whether every link of that key arrives. Ends with 0 when all
 * is well, 1 when a check fails or nothing answers, 2 when it was called wrongly. `--json` prints the verdicts for programs; each request
 * may take `--patience` seconds; `--plain-port` is where a deployment on another port than 443 is asked without encryption.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { isLoopback } from "../../src/domain/campaign/destination.ts";
import { PERSONAL_PARAMS } from "../../src/domain/campaign/personal_params.ts";
import { installation } from "../installation.ts";
import { examine } from "./checks.ts";
import { examineDestination, NOT_LOOKED_AT_THERE } from "./destination.ts";
import { examineEveryLink, type LinkVerdict, NOT_LOOKED_AT as NOT_LOOKED_AT_LINKS } from "./every_link.ts";
import { observe, type Patience } from "./observe.ts";
import { NOT_LOOKED_AT, printVerdicts } from "./print.ts";
import { locationOf } from "./redirect.ts";

const FORMS = [
  "[--json] [--patience seconds] [--plain-port number] https://go.example.org/some-link",
  "[--json] [--patience seconds] --key-file FILE https://go.example.org",
  "[--json] [--patience seconds] [--param name] --destination https://www.example.org/petition?c=fix-tiktok",
];
const PATIENCE_SECONDS = "15";

interface Given extends Patience {
  readonly url: URL;
  readonly isJson: boolean;
  /** Null when one link is to be looked at. */
  readonly keyFile: string | null;
  /** The parameter of the code where the address is a landing page's; else null. */
  readonly destinationParam: string | null;
}

const usage = (): string => `Usage: ${FORMS.map((form) => installation.commandLine("doctor", form)).join("\n       ")}`;

function readArguments(args: readonly string[]): Given | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        json: { type: "boolean", default: false },
        patience: { type: "string", default: PATIENCE_SECONDS },
        "plain-port": { type: "string" },
        "key-file": { type: "string" },
        destination: { type: "boolean", default: false },
        param: { type: "string", default: "c" },
      },
      allowPositionals: true,
    });
    if (!/^[1-9]\d{0,2}$/.test(values.patience) || !/^\d{1,5}$/.test(values["plain-port"] ?? "80")) return null;
    const [address = "", ...more] = positionals;
    const keyFile = values["key-file"] ?? null;
    const isDestination = values.destination && keyFile === null && /^[\w-]{1,32}$/.test(values.param);
    if (values.destination && !isDestination) return null;
    const form = isDestination ? /^https?:\/\/\S+$/ : keyFile === null ? /^https?:\/\/[^/]+\/[^/?#]+$/ : /^https?:\/\/[^/?#]+\/?$/;
    if (more.length > 0 || !form.test(address) || !URL.canParse(address)) return null;
    const url = new URL(address);
    const plainPort = values["plain-port"] ?? (url.port === "" ? "80" : null);
    return {
      url,
      isJson: values.json,
      keyFile,
      destinationParam: isDestination ? values.param : null,
      patienceMs: Number(values.patience) * 1_000,
      plainPort: plainPort === null ? null : Number(plainPort),
    };
  } catch {
    return null;
  }
}

/** One link, looked at from all sides. */
async function oneLink(given: Given): Promise<number> {
  const observed = await observe(given.url, PERSONAL_PARAMS, given);
  const checks = examine(observed);
  const verdicts = { url: given.url.href, leadsTo: locationOf(observed.click), checks, notLookedAt: NOT_LOOKED_AT };
  if (given.isJson) console.log(JSON.stringify(verdicts, null, 2));
  else printVerdicts(observed, checks);
  return checks.some(({ verdict }) => verdict === "failed") ? 1 : 0;
}

/** Every link of a key, and where each arrives. */
async function everyLink(given: Given, key: string): Promise<number> {
  const links = await examineEveryLink(given.url, key, given.patienceMs);
  if (given.isJson) console.log(JSON.stringify({ url: given.url.href, links, notLookedAt: NOT_LOOKED_AT_LINKS }, null, 2));
  else printLinks(links);
  return links.some(({ found }) => found.length > 0) ? 1 : 0;
}

/** A landing page in a browser. */
async function oneDestination({ url, isJson, patienceMs }: Given, param: string): Promise<number> {
  const checks = await examineDestination(url, param, patienceMs);
  if (isJson) console.log(JSON.stringify({ url: url.href, checks, notLookedAt: NOT_LOOKED_AT_THERE }, null, 2));
  else {
    for (const { title, verdict, found, advice } of checks) {
      console.log(`${verdict === "ok" ? "ok    " : "FAILED"}  ${title}`);
      if (verdict === "failed") console.log(`        Found: ${found.join(", ")}\n        Do:    ${advice}`);
    }
    console.log(`\nNot looked at:\n${NOT_LOOKED_AT_THERE.map((one) => `- ${one}`).join("\n")}`);
  }
  return checks.some(({ verdict }) => verdict === "failed") ? 1 : 0;
}

function printLinks(links: readonly LinkVerdict[]): void {
  for (const { link, status, leadsTo, arrivesAt, found } of links) {
    console.log(`${found.length === 0 ? "ok    " : "FAILED"}  ${link}${status === "live" ? "" : ` (${status})`}`);
    if (leadsTo !== "")
      console.log(`        leads to ${leadsTo}${[leadsTo, ""].includes(arrivesAt) ? "" : `\n        arrives at ${arrivesAt}`}`);
    for (const one of found) console.log(`        Found: ${one}`);
  }
  const failed = links.filter(({ found }) => found.length > 0).length;
  console.log(
    `\n${links.length} ${links.length === 1 ? "link" : "links"}: ${failed === 0 ? "all arrive." : `${failed} with something wrong.`}`,
  );
  console.log("No visit was counted; each destination was opened once, as by a browser.");
  console.log(`\nNot looked at:\n${NOT_LOOKED_AT_LINKS.map((one) => `- ${one}`).join("\n")}`);
}

/** The key in the file; null, with a sentence said, when there is none or it would be sent for everybody to read. */
async function readKey({ url, keyFile }: Given): Promise<string | null> {
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    console.error("A key is sent over https only: give an address that begins with https://.");
    return null;
  }
  const key = await readFile(keyFile ?? "", "utf8").then(
    (text) => text.trim(),
    (error: Error) => error,
  );
  if (typeof key === "string" && /^[\x21-\x7e]+$/.test(key)) return key;
  console.error(
    typeof key === "string" ? `${keyFile} must have a key in it and nothing else.` : `${keyFile} cannot be read: ${key.message}`,
  );
  return null;
}

/** Resolves with the exit code. */
export async function runDoctor(args: readonly string[]): Promise<number> {
  const given = readArguments(args);
  if (given === null) {
    console.error(
      `${usage()}\nGive the whole address of one campaign's link, without a query; or with a key, the deployment's address alone.`,
    );
    return 2;
  }
  const key = given.keyFile === null ? null : await readKey(given);
  if (given.keyFile !== null && key === null) return 2;
  try {
    if (given.destinationParam !== null) return await oneDestination(given, given.destinationParam);
    return key === null ? await oneLink(given) : await everyLink(given, key);
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? cause.message : message;
    const found = key === null ? `${given.url.origin} does not answer as it should: ${reason}` : reason;
    if (given.isJson) console.log(JSON.stringify({ url: given.url.href, error: found }, null, 2));
    console.error(found);
    return 1;
  }
}
