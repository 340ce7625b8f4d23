/** `npm run repair-clock`. */
import { repairClock } from "./repair_clock/repair.ts";

process.exitCode = await repairClock(process.argv.slice(2));
