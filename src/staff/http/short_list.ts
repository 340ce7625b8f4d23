/** A list with a maximum length, checked before its entries: each entry of a very long list would be an error of its own. */
import * as v from "valibot";

/** The schema that the OpenAPI document shows in place of one that JSON Schema cannot express. */
export const documentedAs = new Map<unknown, v.GenericSchema>();
/** Input schemas that the OpenAPI document has once, by these names. The key is the first part of a pipe: the converter asks by it. */
export const namedInputs = new Map<unknown, string>();

/** @param list the schema of the list, with the same maximum and all other checks */
export function shortList<List extends v.GenericSchema>(list: List, max: number, message: string) {
  const isShort = v.custom<v.InferInput<List>>((input) => !Array.isArray(input) || input.length <= max, message);
  documentedAs.set(isShort, list);
  return v.pipe(isShort, list);
}
