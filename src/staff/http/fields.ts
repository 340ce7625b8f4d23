/** A schema for an object with exactly these fields; it reports every unknown field. */
import * as v from "valibot";

/** Like `v.strictObject`, which reports the first unknown field only. */
export function fields<const Entries extends v.ObjectEntries>(entries: Entries): v.StrictObjectSchema<Entries, undefined> {
  const schema = v.strictObject(entries);
  const run = schema["~run"];
  return Object.assign(schema, {
    "~run"(this: typeof schema, ...[dataset, config]: Parameters<typeof run>): ReturnType<typeof run> {
      const input = dataset.value;
      const checked = run.call(this, dataset, config);
      const first = checked.issues?.find((issue) => issue.expected === "never" && issue.path?.length === 1);
      const [place] = first?.path ?? [];
      if (first === undefined || place?.type !== "object" || typeof input !== "object" || input === null) return checked;
      const others = Object.keys(input).filter((key) => key !== place.key && !Object.hasOwn(this.entries, key));
      const issues = others.map((key) => ({ ...first, input: key, path: [{ ...place, key, value: Reflect.get(input, key) }] }));
      checked.issues?.push(...(issues as unknown as typeof checked.issues));
      return checked;
    },
  });
}
