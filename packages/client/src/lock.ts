/**
 * A lock that is a file beside what it locks, named after its holder, for Node, Deno and Bun.
 *
 * Who wants it first puts up a file of its own and then looks for those of others: of two who do so at the same time at least one sees the
 * other, so never do both get it, and who sees another takes its own away and tries again a little later. A file whose process is gone is
 * removed by whoever meets it; as no file is ever taken over, it does not matter how many do.
 *
 * That a process with the holder's number lives says little: after a restart of a container or of the machine it is mostly another one.
 * Linux tells when a process began, in which boot and in which container; where that does not help, a holder shows that it is there by
 * touching its file.
 *
 * In the file stands which file it is (device and inode): that of a folder that was copied while somebody held it says so.
 */
import { readFileSync, readlinkSync } from "node:fs";
import { open, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

export interface LockTimes {
  /** How often a holder touches its file. */
  readonly touchMs: number;
  /** How long a file may stay untouched before its holder counts as gone, where nothing else tells. */
  readonly goneMs: number;
}

const TIMES: LockTimes = { touchMs: 2_000, goneMs: 15_000 };
const TRIES = 8;

/** Who holds a lock, as far as the system tells; empty where it does not. */
interface Holder {
  readonly pid: string;
  /** In clock ticks since the boot. */
  readonly began: string;
  readonly boot: string;
  /** The pid namespace: a process' number means something only within it. */
  readonly space: string;
}

/** Another living process has the lock, or this one does. */
export class LockedError extends Error {
  override readonly name = "LockedError";
  readonly pid: number;
  /** The process holds another file, of which this one is a copy. */
  readonly isCopy: boolean;

  constructor(path: string, { pid, isCopy }: LockHolder) {
    super(isCopy ? `${path} is a copy of what process ${pid} holds` : `process ${pid} holds ${path}`);
    this.pid = pid;
    this.isCopy = isCopy;
  }
}

export interface LockHolder {
  readonly pid: number;
  readonly isCopy: boolean;
}

/** Who takes a lock: this process, unless it does so for a child of its own. */
export interface LockOptions extends Partial<LockTimes> {
  readonly pid?: number;
}

/** Takes the lock `path`; resolves with what lets go of it. Rejects with LockedError when somebody has it. */
export async function lock(path: string, options: LockOptions = {}): Promise<() => Promise<void>> {
  const { pid = process.pid, ...times } = { ...TIMES, ...options };
  const me: Holder = { pid: String(pid), began: beganAt(pid), boot: bootId(), space: pidSpace() };
  const file = `${path}.${me.pid}.${me.began}.${me.boot}.${me.space}.${crypto.randomUUID().slice(0, 8)}`;
  for (let tries = 1; ; tries += 1) {
    const takeDown = await putUp(file, times.touchMs);
    const other = await firstOther(path, file, me, times).catch(async (error: unknown) => {
      await takeDown();
      throw error;
    });
    if (other === null) return takeDown;
    await takeDown();
    if (tries >= TRIES) throw new LockedError(path, other);
    await wait(Math.random() * 100);
  }
}

/** Who holds the lock `path`, this process included; null for nobody. Takes nothing, and leaves every file. */
export async function holderOfLock(path: string): Promise<LockHolder | null> {
  const me: Holder = { pid: "", began: "", boot: bootId(), space: pidSpace() };
  return firstOther(path, "", me, TIMES, false);
}

/** Makes the file, and shows from then on that its process is there. */
async function putUp(file: string, touchMs: number): Promise<() => Promise<void>> {
  const handle = await open(file, "wx", 0o600);
  // On a full disk it stays empty, and is a lock all the same.
  await placeOf(file)
    .then((place) => handle.writeFile(place))
    .catch(() => {});
  await handle.close();
  const timer = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), touchMs);
  // A lock is no reason for a process to go on.
  timer.unref();
  return async () => {
    clearInterval(timer);
    await rm(file, { force: true });
  };
}

/** Another process that lives and has a file up; null when there is none. @param tidies whether files are removed whose process is gone */
async function firstOther(path: string, own: string, me: Holder, times: LockTimes, tidies = true): Promise<LockHolder | null> {
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(dirname(path))) {
    const file = join(dirname(path), name);
    const [pid = "", began = "", boot = "", space = ""] = name.slice(prefix.length).split(".");
    if (!name.startsWith(prefix) || file === own) continue;
    if (!(await isGone(file, { pid, began, boot, space }, me, times.goneMs))) return { pid: Number(pid), isCopy: await isCopy(file) };
    if (tidies) await rm(file, { force: true });
  }
  return null;
}

/** Which file it is, as long as it is not copied. */
async function placeOf(file: string): Promise<string> {
  const { dev, ino } = await stat(file);
  return `${dev}.${ino}\n`;
}

/** Whether the file was put up in another place. Empty ones, as earlier versions made them, do not tell. */
async function isCopy(file: string): Promise<boolean> {
  const stated = await readFile(file, "utf8").catch(() => "");
  return stated !== "" && stated !== (await placeOf(file).catch(() => stated));
}

async function isGone(file: string, holder: Holder, me: Holder, goneMs: number): Promise<boolean> {
  if (holder.boot !== me.boot) return true;
  if (holder.space === me.space) {
    if (!isAlive(Number(holder.pid))) return true;
    if (holder.began !== "") return beganAt(Number(holder.pid)) !== holder.began;
  }
  // Another container, or a system that does not tell. The clock that counts is one's own: a file is watched, not compared.
  const touched = await touchedAt(file);
  for (let waitedMs = 0; waitedMs < goneMs; waitedMs += 100) {
    if ((await touchedAt(file)) !== touched) return (await touchedAt(file)) === null;
    await wait(100);
  }
  return true;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function touchedAt(file: string): Promise<number | null> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}

/**
 * The 22nd field of `/proc/…/stat`, counted from behind the name, which may hold anything (proc_pid_stat(5)). Empty for a process that has
 * ended and whose parent has not asked how.
 */
function beganAt(pid: number): string {
  const text = orEmpty(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  const [state = "Z", ...others] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return /[ZX]/.test(state) ? "" : (others[18] ?? "");
}

function bootId(): string {
  return orEmpty(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
}

function pidSpace(): string {
  return orEmpty(() => readlinkSync("/proc/self/ns/pid").replace(/\D/g, ""));
}

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
