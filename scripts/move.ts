/** `npm run move`: see docs/MOVE.md. */
import { moveCommand } from "./move/commands.ts";

process.exitCode = await moveCommand(process.argv.slice(2), process.env);
