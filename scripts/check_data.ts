/** `npm run check-data`: see docs/BACKUP.md. */
import { checkCommand } from "./backup/commands.ts";

process.exitCode = await checkCommand(process.argv.slice(2), process.env);
