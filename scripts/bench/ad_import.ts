/**
 * What it costs to read the largest files of ad platforms: the processor time of the whole runtime from the request to the answer, and by how much the
 * memory of its process grows meanwhile. Each is the first large file of a process of its own: later ones find memory that is free already.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Day } from "../../src/domain/day.ts";
import { largestAdFile, largestWorkbook } from "./ad_files.ts";
import { cpuSecondsOf } from "./contenders.ts";
import { residentMb } from "./memory.ts";
import { makeCampaigns } from "./reports.ts";
import { startBench } from "./servers.ts";

export const MOST_IMPORT_CPU_MS = 1_000;
export const MOST_IMPORT_MB = 128;

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

interface ImportCost {
  readonly bytes: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Resident before, and at most until the answer. */
  readonly beforeMb: number;
  readonly mostMb: number;
}

async function costOf(dataDir: string, file: string | Uint8Array<ArrayBuffer>, type: string): Promise<ImportCost> {
  const bench = await startBench(dataDir, 1);
  try {
    await makeCampaigns(bench);
    const [pid = 0] = bench.pids;
    const send = (body: string | Uint8Array<ArrayBuffer>, as: string) => bench.api("POST", "/ad-figures/import", body, as);
    await send("slug,day,currency,spend\nmeasured-0,2026-01-01,EUR,1.00\n", "text/csv");
    // Forgets the most that it has ever had (proc(5), clear_refs).
    await writeFile(`/proc/${pid}/clear_refs`, "5");
    const [beforeMb, cpu, start] = [Math.round(await residentMb(pid)), await cpuSecondsOf([pid]), performance.now()];
    await send(file, type);
    const wallMs = Math.round(performance.now() - start);
    const cpuMs = Math.round(((await cpuSecondsOf([pid])) - cpu) * 1_000);
    return { bytes: file.length, cpuMs, wallMs, beforeMb, mostMb: Math.round(await residentMb(pid, "VmHWM")) };
  } finally {
    await bench.stop();
  }
}

export async function measureAdImports(dataDir: string): Promise<Record<string, ImportCost>> {
  const today = new Date().toISOString().slice(0, 10) as Day;
  const prefix = "measured-";
  return {
    "the largest CSV file": await costOf(join(dataDir, "csv"), largestAdFile(prefix, today), "text/csv"),
    "the largest XLSX file": await costOf(join(dataDir, "xlsx"), largestWorkbook(prefix, today, 4), XLSX),
    "the XLSX file that unpacks to the most": await costOf(join(dataDir, "unpacked"), largestWorkbook(prefix, today, 29), XLSX),
  };
}
