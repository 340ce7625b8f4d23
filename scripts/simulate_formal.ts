/** `npm run simulate:formal`: prints the tables of docs/FORMAL.md. It repeats itself exactly. */
import { errorTable, guessTable } from "./simulate/tables.ts";

console.log(`${errorTable()}\n\n${guessTable()}`);
