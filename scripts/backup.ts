/** `npm run backup`: see docs/BACKUP.md. */
import { backupCommand } from "./backup/commands.ts";

process.exitCode = await backupCommand(process.argv.slice(2), process.env);
