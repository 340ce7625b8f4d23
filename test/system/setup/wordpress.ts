/**
 * A real WordPress for a test: Debian's packages `wordpress`, `mariadb-server` and `php-cli` as ordinary processes in a scratch folder, without a
 * service. It has this project's plugin, from the zip that `npm run package:wordpress` makes, and one that stands in for form plugins.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROJECT } from "../../../scripts/build.ts";
import { pluginZip } from "../../../scripts/package_wordpress.ts";
import { freePort } from "./free_port.ts";

const run = promisify(execFile);
const SOURCE = "/usr/share/wordpress";
const STAND = join(PROJECT, "test", "system", "setup", "wordpress");
const PAGES = {
  petition: "<p>A petition.</p>",
  "about-us": "<p>Who we are.</p>",
  "sign-up": "[stand_in_form]",
  "thank-you": "<p>Thank you.</p>",
};

export const ADMIN_PASSWORD = "admin-password-of-the-tests";
const PATH = `${process.env.PATH ?? ""}:/usr/sbin:/usr/local/sbin`;

/** PHP-FPM and nginx, where this machine has both: the path of the first. */
export function fpmHere(): string | null {
  const folders = PATH.split(":").filter((folder) => existsSync(folder));
  const [fpm] = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /^php-fpm[\d.]*$/.test(name))
      .map((name) => join(folder, name)),
  );
  return fpm !== undefined && folders.some((folder) => existsSync(join(folder, "nginx"))) ? fpm : null;
}

/** What is missing for a WordPress on this machine; null when nothing is. */
export async function missingForWordPress(): Promise<string | null> {
  if (!existsSync(join(SOURCE, "wp-load.php"))) return "the package wordpress";
  for (const [program, name] of [
    ["mysqld", "mariadb-server"],
    ["mysql_install_db", "mariadb-server"],
    ["php", "php-cli"],
  ] as const)
    if (!(await isOnPath(program))) return `the package ${name}`;
  return (await run("php", ["-m"])).stdout.includes("mysqli") ? null : "the package php-mysql";
}

async function isOnPath(program: string): Promise<boolean> {
  return PATH.split(":").some((folder) => existsSync(join(folder, program)));
}

export class WordPress {
  readonly folder: string;
  readonly port: number;
  private readonly processes: ChildProcess[] = [];

  private constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
  }

  /** @param constants what stands in wp-config.php, as PHP */
  static async start(constants: Readonly<Record<string, string>>): Promise<WordPress> {
    const wordpress = new WordPress(await mkdtemp(join(tmpdir(), "fivebar-wp-")), await freePort());
    await Promise.all([wordpress.startDatabase(), cp(SOURCE, wordpress.site, { recursive: true, dereference: true })]);
    await wordpress.putFiles(constants);
    await wordpress.php("install.php", { PAGES: JSON.stringify(PAGES) });
    await wordpress.php("activate.php");
    await wordpress.serve();
    return wordpress;
  }

  get site(): string {
    return join(this.folder, "site");
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private get socket(): string {
    return join(this.folder, "db.sock");
  }

  private async startDatabase(): Promise<void> {
    const data = join(this.folder, "db");
    await mkdir(data);
    const common = ["--no-defaults", `--datadir=${data}`, ...(process.getuid?.() === 0 ? ["--user=root"] : [])];
    await run("mysql_install_db", [...common, "--auth-root-authentication-method=normal", "--skip-test-db"], {
      env: { ...process.env, PATH },
    });
    const quick = ["--skip-networking", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M", "--skip-log-bin"];
    this.spawn("mysqld", [...common, `--socket=${this.socket}`, `--pid-file=${join(this.folder, "db.pid")}`, ...quick], {});
    await until(() => this.sql("CREATE DATABASE IF NOT EXISTS wp"));
  }

  private async putFiles(constants: Readonly<Record<string, string>>): Promise<void> {
    const theme = join(this.site, "wp-content", "themes", "plain");
    const forms = join(this.site, "wp-content", "plugins", "stand-in-forms");
    for (const folder of [theme, forms]) await mkdir(folder, { recursive: true });
    await writeFile(join(this.site, "fivebar.zip"), await pluginZip());
    for (const file of ["router.php", "install.php", "activate.php"]) await copyFile(join(STAND, file), join(this.site, file));
    await copyFile(join(STAND, "stand-in-forms.php"), join(forms, "stand-in-forms.php"));
    await copyFile(join(STAND, "theme.php"), join(theme, "index.php"));
    await writeFile(join(theme, "style.css"), "/* Theme Name: Plain */");
    await this.configure(constants);
  }

  /** Writes wp-config.php; it holds for the next request. */
  async configure(constants: Readonly<Record<string, string>>): Promise<void> {
    const all = {
      DB_NAME: "'wp'",
      DB_USER: "'root'",
      DB_PASSWORD: "''",
      DB_HOST: `'localhost:${this.socket}'`,
      DB_CHARSET: "'utf8mb4'",
      DB_COLLATE: "''",
      WP_HOME: `'${this.origin}'`,
      WP_SITEURL: `'${this.origin}'`,
      WP_HTTP_BLOCK_EXTERNAL: "true",
      WP_ACCESSIBLE_HOSTS: "'127.0.0.1'",
      AUTOMATIC_UPDATER_DISABLED: "true",
      WP_DEBUG: "true",
      WP_DEBUG_DISPLAY: "false",
      WP_DEBUG_LOG: `'${join(this.folder, "debug.log")}'`,
      AUTH_KEY: "'tests'",
      SECURE_AUTH_KEY: "'tests'",
      NONCE_KEY: "'tests'",
      ...constants,
    };
    const lines = Object.entries(all).map(([name, value]) => `define('${name}', ${value});`);
    const code = ["<?php", ...lines, "$table_prefix = 'wp_';", "defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');"];
    await writeFile(join(this.site, "wp-config.php"), [...code, "require_once ABSPATH . 'wp-settings.php';", ""].join("\n"));
  }

  private async serve(): Promise<void> {
    const ini = ["opcache.enable=1", "opcache.enable_cli=1", "opcache.revalidate_freq=0", "display_errors=0"].flatMap((one) => ["-d", one]);
    const args = [...ini, "-S", `127.0.0.1:${this.port}`, "-t", this.site, join(this.site, "router.php")];
    this.spawn("php", args, { PHP_CLI_SERVER_WORKERS: "4" });
    await until(() => fetch(`${this.origin}/petition/`));
  }

  /** The same site by PHP-FPM behind nginx; gives its address. Ends with the others. */
  async serveByFpm(fpm: string): Promise<string> {
    const [port, socket] = [await freePort(), join(this.folder, "fpm.sock")];
    const own = process.getuid?.() === 0 ? "user = root\ngroup = root\n" : "";
    await writeFile(
      join(this.folder, "fpm.conf"),
      `[global]\ndaemonize = no\nerror_log = ${this.folder}/fpm.log\n[www]\n${own}listen = ${socket}\npm = static\npm.max_children = 3\nclear_env = no\n`,
    );
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${this.folder}/nginx-${name};`);
    await writeFile(
      join(this.folder, "nginx.conf"),
      `daemon off; pid ${this.folder}/nginx.pid; error_log stderr; ${process.getuid?.() === 0 ? "user root;" : ""} events {}
       http { access_log off; ${temporary.join(" ")} server { listen 127.0.0.1:${port}; root ${this.site}; index index.php;
         location / { try_files $uri $uri/ /index.php?$args; }
         location ~ \\.php$ { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_pass unix:${socket}; } } }`,
    );
    const rootToo = process.getuid?.() === 0 ? ["-R"] : [];
    this.spawn(fpm, ["-F", ...rootToo, "-y", join(this.folder, "fpm.conf"), "-d", "opcache.revalidate_freq=0"], {});
    this.spawn("nginx", ["-c", join(this.folder, "nginx.conf")], {});
    const origin = `http://127.0.0.1:${port}`;
    await until(async () => {
      if ((await fetch(`${origin}/wp-login.php`)).status !== 200) throw new Error("PHP-FPM does not answer");
    });
    return origin;
  }

  private spawn(program: string, args: readonly string[], env: Record<string, string>): void {
    // A group of its own: `php -S` has workers, which would outlive it.
    const child = spawn(program, args, { stdio: "ignore", detached: true, env: { ...process.env, PATH, ...env } });
    this.processes.push(child);
  }

  /** Runs a file of the site, or PHP code with WordPress loaded. Gives what it prints. */
  async php(fileOrCode: string, env: Record<string, string> = {}): Promise<string> {
    const isFile = /^[a-z-]+\.php$/.test(fileOrCode);
    const args = isFile ? [fileOrCode] : ["-r", `require '${this.site}/wp-load.php'; ${fileOrCode}`];
    return (await run("php", args, { cwd: this.site, env: { ...process.env, ...env } })).stdout;
  }

  async sql(query: string): Promise<string> {
    return (await run("mysql", ["--no-defaults", `--socket=${this.socket}`, "-uroot", "-N", "-e", query])).stdout;
  }

  /** All that the database holds, as text. */
  async dump(): Promise<string> {
    const args = ["--no-defaults", `--socket=${this.socket}`, "-uroot", "--skip-extended-insert", "wp"];
    return (await run("mysqldump", args, { maxBuffer: 100_000_000 })).stdout;
  }

  /** What PHP had to say of this project's plugin: notices, warnings, errors. WordPress itself is older than this PHP. */
  async complaints(): Promise<readonly string[]> {
    const log = await readFile(join(this.folder, "debug.log"), "utf8").catch(() => "");
    return log.split("\n").filter((line) => /plugins\/fivebar|Fivebar/.test(line));
  }

  /** Lets the time of the next delivery come, and runs WP-Cron as a server's crontab does. */
  async cron(): Promise<void> {
    await this.php(
      "foreach (['fivebar_deliver', 'fivebar_deliver_regularly'] as $event) { if (wp_clear_scheduled_hook($event)) { wp_schedule_single_event(time() - 1, $event); break; } } delete_transient('doing_cron');",
    );
    await this.php("wp-cron.php");
  }

  async stop(): Promise<void> {
    const ended = this.processes.map((child) => new Promise((resolve) => child.once("exit", resolve)));
    for (const { pid, exitCode } of this.processes) if (pid !== undefined && exitCode === null) process.kill(-pid, "SIGKILL");
    await Promise.all(ended);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Tries until it works, for 30 seconds. */
async function until(go: () => Promise<unknown>): Promise<void> {
  const end = Date.now() + 30_000;
  for (;;) {
    try {
      return void (await go());
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
