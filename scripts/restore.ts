/** `npm run restore`: see docs/BACKUP.md. */
import { restoreCommand } from "./backup/commands.ts";

process.exitCode = await restoreCommand(process.argv.slice(2), process.env);
