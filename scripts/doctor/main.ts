/** `npm run doctor`. */
import { runDoctor } from "./run.ts";

process.exitCode = await runDoctor(process.argv.slice(2));
