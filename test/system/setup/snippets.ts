/** The examples of a document, by the name that stands above each: `<!-- try: name -->`. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PROJECT } from "../../../scripts/build.ts";

export async function readSnippets(document: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(PROJECT, document), "utf8");
  return new Map([...text.matchAll(/<!-- try: (\S+) -->\n```\w+\n(.*?)```/gs)].map(([, name = "", code = ""]) => [name, code]));
}
