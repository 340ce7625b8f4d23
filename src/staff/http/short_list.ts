/** A list with at most so many entries, counted before any of them is looked at: each entry of a very long one would be a mistake of its own. */
import * as v from "valibot";

/** What stands in the OpenAPI document for a schema that JSON Schema has no words for. */
export const documentedAs = new Map<unknown, v.GenericSchema>();
/** What comes in and stands in the OpenAPI document once, under these names: by the first part of its pipe, which the converter asks about. */
export const namedInputs = new Map<unknown, string>();

/** @param list which says that it has at most `max` entries, and whatever else there is to say of it */
export function shortList<List extends v.GenericSchema>(list: List, max: number, message: string) {
  const isShort = v.custom<v.InferInput<List>>((input) => !Array.isArray(input) || input.length <= max, message);
  documentedAs.set(isShort, list);
  return v.pipe(isShort, list);
}
