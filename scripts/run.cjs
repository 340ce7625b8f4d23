/**
 * Runs one of the project's programs: `node scripts/run.cjs scripts/start.ts`. Plain JavaScript that old versions of Node can parse, so
 * that a version that cannot run the project's TypeScript shows a sentence and no stack trace.
 *
 * Without a program it only says whether the shell that npm uses knows `exec`, by which a signal that npm hands on reaches the program
 * itself and not a shell before it. `start` in package.json asks first; on Windows it runs the program without.
 */
"use strict";
// biome-ignore-start lint/style/useNodejsImportProtocol: Node 12 and older know the modules by these names alone.
var path = require("path");
var url = require("url");
// biome-ignore-end lint/style/useNodejsImportProtocol: as above

/** Since this version Node runs TypeScript by itself; 23.6 is the first of its line that does. */
var OLDEST_NODE = "22.18";

/** What stands in the way of running anything here, as a sentence that says what to do; null when nothing does. */
function obstacle() {
  try {
    require.resolve("workerd");
  } catch (_notInstalled) {
    return "its packages are not installed. Run npm ci first.";
  }
  if (process.features.typescript) return null;
  return `it needs Node ${OLDEST_NODE} or newer on this system, and this is Node ${process.versions.node}. Install a newer one (https://nodejs.org), then try again.`;
}

var args = process.argv.slice(2);
var reason = obstacle();
var program = path.resolve(args[0] || ".");
if (args.length === 0) {
  process.exitCode = process.platform === "win32" || reason !== null ? 1 : 0;
} else if (reason !== null) {
  console.error(`Fivebar cannot run: ${reason}`);
  process.exitCode = 1;
} else {
  // Running TypeScript, and SQLite in Node, are called experimental by the oldest of these Nodes: nothing to act on.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if (warning.name !== "ExperimentalWarning") console.error(`${warning.name}: ${warning.message}`);
  });
  process.argv.splice(1, 2, program);
  import(url.pathToFileURL(program).href).catch((error) => {
    // An option that the program does not have: the sentence says all.
    console.error(/^ERR_PARSE_ARGS/.test(error.code) ? error.message : error);
    process.exitCode = 1;
  });
}
