/** What a tracker has, as far as the API's commands can change it: read whole before and after a request. */
import type { Key } from "./answers.ts";
import type { Tracker } from "./tracker.ts";

/** The name of a key that random requests must not delete. */
export const KEPT_KEY = "May do nothing here";

export interface Everything {
  readonly campaigns: readonly { readonly slug: string }[];
  readonly channels: readonly { readonly id: string }[];
  readonly hosts: readonly { readonly host: string }[];
  readonly keys: readonly { readonly id: string; readonly name: string }[];
  readonly reportLinks: readonly { readonly id: string }[];
  readonly units: readonly { readonly id: string }[];
  readonly annotations: readonly { readonly id: string }[];
  readonly targets: readonly { readonly id: string }[];
}

/** That a key was used is noted also when it may not do what it asks for. */
export async function everything(tracker: Tracker): Promise<Everything> {
  const lists = ["campaigns", "channels", "hosts", "report-links", "ad-units", "annotations", "targets"];
  const [{ body: keys }, ...others] = await Promise.all([
    tracker.api<{ keys: Key[] }>("GET", "/keys"),
    ...lists.map((list) => tracker.api<Partial<Everything>>("GET", `/${list}`)),
  ]);
  const all: Partial<Everything> = Object.assign({}, ...others.map(({ body }) => body));
  return { ...(all as Omit<Everything, "keys">), keys: keys.keys.map(({ lastUsedOn: _, ...key }) => key) };
}

/** One that is there for the `{id}` of a path, if there is any. */
export function idOf(template: string, { reportLinks, annotations, targets, keys }: Everything): string | undefined {
  if (template.startsWith("/keys")) return keys.findLast(({ name }) => name !== KEPT_KEY)?.id;
  const list = { "/report-links/{id}": reportLinks, "/annotations/{id}": annotations, "/targets/{id}": targets }[template];
  return list?.at(-1)?.id;
}
