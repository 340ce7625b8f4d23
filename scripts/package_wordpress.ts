/** Makes the WordPress plugin's zip file, which WordPress installs under Plugins, Add New, Upload Plugin: `dist/wordpress/fivebar.zip`. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PROJECT } from "./build.ts";
import { zip } from "./zip.ts";

const PLUGINS = join(PROJECT, "integrations", "wordpress");
const PLUGIN = "fivebar";
const PLUGIN_ZIP = join(PROJECT, "dist", "wordpress", `${PLUGIN}.zip`);

export async function pluginZip(): Promise<Buffer> {
  const found = await readdir(join(PLUGINS, PLUGIN), { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = paths.map(async (path) => ({
    name: path.slice(PLUGINS.length + 1).replaceAll("\\", "/"),
    bytes: await readFile(path),
  }));
  return zip(await Promise.all(files));
}

async function packageWordPress(): Promise<string> {
  await mkdir(dirname(PLUGIN_ZIP), { recursive: true });
  await writeFile(PLUGIN_ZIP, await pluginZip());
  return PLUGIN_ZIP;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await packageWordPress());
