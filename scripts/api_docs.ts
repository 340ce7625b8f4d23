/** `npm run docs:api`: writes docs/api.md from the OpenAPI document that the Worker itself serves. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Document, renderApi } from "./api_docs/render.ts";
import { buildIfChanged, PROJECT } from "./build.ts";
import { startWorkerd } from "./workerd.ts";

export const API_DOCS = join(PROJECT, "docs", "api.md");

/** The page for the tracker at `origin`; nothing on it depends on where that is. */
export async function apiDocs(origin: string): Promise<string> {
  const response = await fetch(`${origin}/api/v1/openapi.json`);
  // The type names what the renderer reads; what is not there shows in the page.
  return renderApi((await response.json()) as Document);
}

async function main(): Promise<void> {
  await buildIfChanged();
  const dataDir = await mkdtemp(join(tmpdir(), "fivebar-docs-"));
  const workerd = await startWorkerd({ host: "127.0.0.1", port: 0, dataDir, env: {}, output: "pipe" });
  try {
    await writeFile(API_DOCS, await apiDocs(`http://127.0.0.1:${workerd.port}`));
  } finally {
    await workerd.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
