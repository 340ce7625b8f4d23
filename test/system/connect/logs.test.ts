/** The snippets of docs/CONNECT.md that keep the code out of logs, in the servers themselves. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "../setup/free_port.ts";
import { readSnippets } from "../setup/snippets.ts";

const NGINX = "/usr/sbin/nginx";
const APACHE = "/usr/sbin/apache2";
const MODULES = "/usr/lib/apache2/modules";

let folder: string;
let server: ChildProcess | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fivebar-logs-"));
  await mkdir(join(folder, "pages"));
  await writeFile(join(folder, "pages", "petition"), "a page");
});
afterEach(async () => {
  if (server?.pid !== undefined && server.exitCode === null) process.kill(-server.pid, "SIGKILL");
  server = null;
  await rm(folder, { recursive: true, force: true });
});

async function snippet(name: string, log: string): Promise<string> {
  const text = (await readSnippets("docs/CONNECT.md")).get(name) ?? "";
  expect(text).toContain("without_query");
  return text.replaceAll(/\/var\/log\/\w+\/access\.log/g, join(folder, log));
}

/** What the server logs of a visit with a code, and of a picture on that page. */
async function logOf(program: string, args: readonly string[], port: number): Promise<string> {
  const child = spawn(program, args, { stdio: "ignore", detached: true });
  server = child;
  const origin = `http://127.0.0.1:${port}`;
  await expect
    .poll(() =>
      fetch(`${origin}/`).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  await fetch(`${origin}/petition?c=canary-code`);
  await fetch(`${origin}/picture.png?c=canary-code`, { headers: { referer: `${origin}/petition?c=canary-code` } });
  const read = () => readFile(join(folder, "access.log"), "utf8");
  await expect.poll(read).toContain("picture.png");
  return read();
}

test.skipIf(!existsSync(NGINX))("nginx logs paths and referrers without their query [skipped where there is no nginx]", async () => {
  const at = await freePort();
  const config = `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
${await snippet("log-nginx", "access.log")}
client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c; uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
server { listen 127.0.0.1:${at}; root ${folder}/pages; location /picture.png { return 204; } }
}`;
  await writeFile(join(folder, "nginx.conf"), config);
  const log = await logOf(NGINX, ["-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")], at);
  expect(log).toContain('"GET /petition HTTP/1.1" 200');
  expect(log).toContain(`"http://127.0.0.1:${at}/petition"`);
  expect(log).not.toContain("canary");
});

test.skipIf(!existsSync(APACHE))("Apache logs paths without their query, and no referrer [skipped where there is no Apache]", async () => {
  const at = await freePort();
  const config = `ServerRoot ${folder}
ServerName localhost
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
Listen 127.0.0.1:${at}
LoadModule mpm_event_module ${MODULES}/mod_mpm_event.so
LoadModule authz_core_module ${MODULES}/mod_authz_core.so
DocumentRoot ${folder}/pages
${process.getuid?.() === 0 ? "User www-data\nGroup www-data" : ""}
${await snippet("log-apache", "access.log")}`;
  await writeFile(join(folder, "apache.conf"), config);
  const log = await logOf(APACHE, ["-f", join(folder, "apache.conf"), "-DFOREGROUND"], at);
  expect(log).toContain('"GET /petition HTTP/1.1"');
  expect(log).not.toContain("canary");
});
