/** What a website gets from the Connect page: carry.js for its parameter, and the plugin for WordPress. */

import type { CodeIn } from "../../domain/campaign/destination.ts";
import { sha256 } from "../auth/digests.ts";
import type { StaffContext } from "../http/context.ts";
import { fileHeaders } from "../http/download.ts";
import { refuse } from "../http/problem.ts";
import { CARRY_FRAGMENT_JS, CARRY_JS, PLUGIN_ZIP_BASE64 } from "./downloads.ts";

/** carry.js, or its variant for codes in the fragment, for another parameter: the file names the parameter once, in its last line. */
export function carryFor(param: string, codeIn: CodeIn): string {
  const script = codeIn === "query" ? CARRY_JS : CARRY_FRAGMENT_JS;
  const at = script.lastIndexOf('("c")');
  return `${script.slice(0, at)}("${param}")${script.slice(at + '("c")'.length)}`;
}

/** The hash for Subresource Integrity: the browser runs exactly this file or none. */
export async function integrityOf(text: string): Promise<string> {
  const hash = new Uint8Array(await sha256(text));
  return `sha256-${btoa(String.fromCharCode(...hash))}`;
}

export function carryScript(c: StaffContext): Response {
  const param = c.req.query("param") ?? c.var.config.codeParam;
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(param)) return refuse({ type: "not-found", detail: "There is no such file." });
  return file(carryFor(param, c.var.config.codeIn), "text/javascript; charset=utf-8", "carry.js");
}

export function wordpressPlugin(): Response {
  const text = atob(PLUGIN_ZIP_BASE64);
  const bytes = new ArrayBuffer(text.length);
  new Uint8Array(bytes).set(Array.from(text, (char) => char.charCodeAt(0)));
  return file(bytes, "application/zip", "fivebar.zip");
}

function file(body: string | ArrayBuffer, type: string, name: string): Response {
  return new Response(body, { headers: { ...fileHeaders(type, name), "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" } });
}
