/**
 * `npm run bench`: what counting costs, beside the same runtime that answers without counting, in one run on one machine; what the
 * dashboard costs; and what staff's work costs visitors. Ends with 1 where this tracker failed, miscounted, or broke a bound.
 *
 * Flags: `--seconds N` a round, `--rounds N`, `--connections N`, `--shards N`, `--processes N` that answer visitors (without it, one for each
 * core under load, and as many as `PROCESSES=auto` starts while staff work), `--json FILE`,
 * `--only PART` (`visits`, `start`, `pages`, `overview`, `staff`, `files`, `reports`). `--profile` shows where a visit's time goes instead.
 * `--report` also measures reports over three years (takes minutes). `--other "name=http://127.0.0.1:PORT/path"` compares with another
 * server on this machine; `count=command` behind it also counts.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { MOST_IMPORT_CPU_MS, MOST_IMPORT_MB, measureAdImports } from "./bench/ad_import.ts";
import { type Contender, compare, countExactly, cpuSecondsOf, parseOther } from "./bench/contenders.ts";
import { measureCost, measureShards } from "./bench/cost.ts";
import { FORMAL, MOST_CLOSE_MS, measureFormal, sideBySide } from "./bench/formal.ts";
import { MOST_ACTIVE_MS, measureFreshStart } from "./bench/fresh_start.ts";
import { median } from "./bench/median.ts";
import { type Memory, MOST_VISITOR_MB, memoryOf } from "./bench/memory.ts";
import { measureOverview, OVERVIEW_DAYS } from "./bench/overview.ts";
import { MOST_GROWTH_MB, measurePages } from "./bench/pages.ts";
import { profileVisits } from "./bench/profile.ts";
import { addCosts, DAYS, measureReports, startFilled } from "./bench/reports.ts";
import { type Bench, startBench } from "./bench/servers.ts";
import { MOST_WAIT_APART_MS, MOST_WAIT_MS, measureStaffWork, NOTHING_ELSE } from "./bench/staff_work.ts";
import { PROJECT } from "./build.ts";

/** Whole bundles, so that the report shows all of them. */
const EXACT_VISITS = 20_000;

const { values: flags } = parseArgs({
  options: {
    seconds: { type: "string", default: "5" },
    rounds: { type: "string", default: "9" },
    connections: { type: "string" },
    shards: { type: "string", default: "8" },
    processes: { type: "string" },
    profile: { type: "boolean", default: false },
    report: { type: "boolean", default: false },
    other: { type: "string", multiple: true, default: [] },
    only: { type: "string", multiple: true, default: [] },
    json: { type: "string" },
  },
});

if (flags.profile) {
  console.table(await profileVisits(Number(flags.seconds)));
  process.exit();
}

const dataDir = await mkdtemp(join(tmpdir(), "fivebar-bench-"));
const shards = Number(flags.shards);
/** That answer visitors: one for each core, which is the most that they can use. */
const processes = Number(flags.processes ?? availableParallelism());
/** As many as `npm start` has (`PROCESSES=auto`), but at least one: staff's work needs a core, too. */
const processesBesideStaff = Number(flags.processes ?? Math.max(1, availableParallelism() - 1));
const broken: string[] = [];

interface Own {
  /** Of which it has counts, up to yesterday. */
  readonly days?: number;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Runs `measure` on a tracker of its own. */
async function onOwn<T>(
  name: string,
  count: number,
  measure: (bench: Bench) => Promise<T>,
  { days, variables = {} }: Own = {},
): Promise<T> {
  const folder = join(dataDir, name);
  const bench = await (days === undefined ? startBench(folder, count, 0, variables) : startFilled(folder, count, days));
  try {
    return await measure(bench);
  } finally {
    await bench.stop();
  }
}

/** How many visits a tracker has counted, once no more come. */
const countedBy = (bench: Bench) => async (): Promise<number> => {
  await bench.settled();
  return bench.counted();
};

/** What redirects and counts cost, beside others. */
async function visits(bench: Bench) {
  const apart = await startBench(join(dataDir, "visits-apart"), shards, processes);
  try {
    return await visitsOf(bench, apart);
  } finally {
    await apart.stop();
  }
}

const APART = `Fivebar, ${processes} visitor processes`;

async function memoryOfEach(pids: Readonly<Record<string, number>>): Promise<Readonly<Record<string, Memory>>> {
  return Object.fromEntries(await Promise.all(Object.entries(pids).map(async ([name, pid]) => [name, await memoryOf(pid)] as const)));
}

/** @param apart with visitors in processes of their own */
async function visitsOf(bench: Bench, apart: Bench) {
  const counted = countedBy(bench);
  const [counting = 0, ...visitors] = apart.pids;
  const pids = { "one process": bench.pids[0] ?? 0, "the counting process": counting, "a visitor process": visitors[0] ?? 0 };
  const before = await memoryOfEach(pids);
  const own: Contender[] = [
    { name: "bare runtime", url: bench.bare, pids: [bench.barePid], counted: null },
    { name: "Fivebar", url: bench.link, pids: bench.pids, counted },
    { name: "one call per visit", url: bench.oneByOne, pids: bench.pids, counted: null },
  ];
  const several: Contender = { name: APART, url: apart.link, pids: apart.pids, counted: countedBy(apart) };
  const contenders = [...own, several, ...flags.other.map(parseOther)];
  const connections = flags.connections === undefined ? undefined : Number(flags.connections);
  const table = await compare(contenders, { rounds: Number(flags.rounds), seconds: Number(flags.seconds), connections });
  console.table(table);
  const memory = { before, after: await memoryOfEach(pids) };
  for (const [when, used] of Object.entries(memory)) {
    console.log(`Memory of the processes ${when} these visits:`);
    console.table(used);
  }
  const visitorMb = memory.after["a visitor process"]?.residentMb ?? Number.NaN;
  if (!(visitorMb <= MOST_VISITOR_MB)) broken.push(`a visitor process had ${visitorMb} MB after the visits, more than ${MOST_VISITOR_MB}`);
  for (const { name } of contenders)
    if (table[name]?.failed === true) console.log(`${name} failed: its answers were no redirects, or did not come.`);
  const counts: Record<string, Awaited<ReturnType<typeof countExactly>>> = {};
  for (const contender of contenders) if (contender.counted !== null) counts[contender.name] = await countExactly(contender, EXACT_VISITS);
  console.log("Exactly so many visits sent to those that can be asked what they counted:");
  console.table(counts);
  for (const { name } of [...own, several]) if (table[name]?.failed === true) broken.push(`${name} failed`);
  for (const name of ["Fivebar", APART])
    if (counts[name]?.counted !== EXACT_VISITS) broken.push(`of ${EXACT_VISITS} visits to ${name} ${counts[name]?.counted} were counted`);
  const cost = await measureCost(bench, Number(flags.seconds));
  console.log("Cost of counting:", cost);
  const perShards = await measureShards(bench);
  console.table(perShards);
  return { memory, table, counts, cost, shards: perShards };
}

async function freshStart() {
  const start = await measureFreshStart();
  console.log("The start of a new isolate, without the staff plane:", start);
  if (start.activeMs > MOST_ACTIVE_MS) broken.push(`a new isolate's start takes more than ${MOST_ACTIVE_MS} ms`);
  return start;
}

async function pages(bench: Bench) {
  const table = await measurePages(bench);
  console.log("Pages, each asked for 1,000 times, and how much the runtime's memory grew:");
  console.table(table);
  const grown = Object.entries(table).filter(([, { growthMb }]) => growthMb > MOST_GROWTH_MB);
  for (const [path, { growthMb }] of grown) broken.push(`${path} left ${growthMb} MB behind, more than ${MOST_GROWTH_MB}`);
  return table;
}

/** The same twice: with visitors and staff in one process, and with visitors in processes of their own. */
async function staffWork() {
  const one = await measureStaffWork(join(dataDir, "staff-work"), shards, 0);
  const apart = await measureStaffWork(join(dataDir, "staff-work-apart"), shards, processesBesideStaff);
  console.log(`Visitors while staff work, ${DAYS} days of counts, in one process and with ${processesBesideStaff} that answer visitors:`);
  const shown = ({ visits, p50Ms, p99Ms, p999Ms, longestMs, workMs }: (typeof one)[string]) => ({
    visits,
    p50Ms,
    p99Ms,
    p999Ms,
    longestMs,
    workMs,
  });
  const rows = Object.keys(one).flatMap((name) =>
    [one, apart].flatMap((table, nth) => {
      const waits = table[name];
      return waits === undefined
        ? []
        : [[`${name}${nth === 0 ? "" : `, ${processesBesideStaff} visitor processes`}`, shown(waits)] as const];
    }),
  );
  console.table(Object.fromEntries(rows));
  for (const [name, { p99Ms }] of Object.entries(one))
    if (name !== NOTHING_ELSE && p99Ms > MOST_WAIT_MS)
      broken.push(`during ${name} the p99 of visitors was ${p99Ms} ms, more than ${MOST_WAIT_MS}`);
  for (const [name, { p999Ms }] of Object.entries(apart))
    if (name !== NOTHING_ELSE && p999Ms > MOST_WAIT_APART_MS)
      broken.push(`during ${name} the p99.9 of visitors with processes of their own was ${p999Ms} ms, more than ${MOST_WAIT_APART_MS}`);
  return { one, apart };
}

async function adImports() {
  const table = await measureAdImports(join(dataDir, "ad-imports"));
  console.log("The largest files of ad platforms, read and imported:");
  console.table(table);
  for (const [name, { cpuMs, beforeMb, mostMb }] of Object.entries(table)) {
    if (cpuMs > MOST_IMPORT_CPU_MS) broken.push(`${name} took ${cpuMs} ms of the processor, more than ${MOST_IMPORT_CPU_MS}`);
    if (mostMb - beforeMb > MOST_IMPORT_MB) broken.push(`${name} took ${mostMb - beforeMb} MB, more than ${MOST_IMPORT_MB}`);
  }
  return table;
}

async function overview(bench: Bench) {
  const table = await measureOverview(bench, () => cpuSecondsOf(bench.pids));
  console.log("Pages of the dashboard with 256 campaigns and 90 days, without costs and with them:");
  console.table(table);
  return table;
}

/** On the same counts: in bundles, and then in the formal mode. */
async function reports() {
  const inBundles = async (bench: Bench) => {
    await addCosts(bench);
    return measureReports(bench);
  };
  const bundles = await onOwn("reports", shards, inBundles, { days: DAYS });
  console.table(bundles);
  const formal = await onOwn("reports", shards, measureFormal, { variables: FORMAL });
  console.log(
    `The formal mode: taken over from bundles in ${formal.takeOverMs} ms; closes of 256 campaigns, ms of CPU: ${formal.closesMs.join(", ")}.`,
  );
  console.table(sideBySide(bundles, formal.reports));
  if (median(formal.closesMs) > MOST_CLOSE_MS) broken.push(`a close of the formal mode takes more than ${MOST_CLOSE_MS} ms of CPU`);
  return { bundles, formal };
}

const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  visits: () => onOwn("visits", shards, visits),
  start: freshStart,
  pages: () => onOwn("pages", 1, pages),
  overview: () => onOwn("overview", 1, overview, { days: OVERVIEW_DAYS }),
  staff: staffWork,
  files: adImports,
  ...(flags.report ? { reports } : {}),
};

const unknown = flags.only.filter((name) => parts[name] === undefined);
if (unknown.length > 0) throw new Error(`--only ${unknown}: the parts are ${Object.keys(parts).join(", ")}`);

try {
  const measured: Record<string, unknown> = {};
  for (const [name, measure] of Object.entries(parts))
    if (flags.only.length === 0 || flags.only.includes(name)) measured[name] = await measure();
  await writeFile(flags.json ?? join(PROJECT, "dist", "bench.json"), `${JSON.stringify({ ...measured, broken }, null, 2)}\n`);
  for (const what of broken) console.error(`Broken: ${what}.`);
  if (broken.length > 0) process.exitCode = 1;
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
