/** What a tracker runs, in the executable: unpacked from it into a folder of its own. Stands in the place of scripts/installation.ts. */
import { join } from "node:path";
import { getAsset } from "node:sea";
import type { Installation } from "../installation.ts";
import { type Contents, contentsName, MANIFEST } from "./contents.ts";
import { runtimeDir } from "./runtime_dir.ts";
import { unpackOnce } from "./unpacked_folder.ts";

const contents = JSON.parse(getAsset(MANIFEST, "utf8")) as Contents;
const parent = runtimeDir(process.env);
const folder = join(parent, contentsName(contents));

export const installation: Installation = {
  folder,
  workerd: join(folder, contents.program),
  listeningThread: join(folder, contents.listeningThread),
  prepare: ({ signal }) => unpackOnce(contents, folder, signal),
  commandLine: (command, args = "") => `fivebar ${command} ${args}`.trimEnd(),
};
