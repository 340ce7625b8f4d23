/** Addresses that a campaign leads to, as a schema, and the question whether one that looks like a person's is everybody's. */
import * as v from "valibot";
import type { Destination } from "../../domain/campaign/destination.ts";
import { ADDRESS_FIELDS, type AddressField } from "../../domain/campaign/fields.ts";
import { parseDestination, personalGuess } from "../../domain/campaign/parse_destination.ts";
import { MAX_URL_CHARS } from "../../domain/limits.ts";
import { asMessage, said } from "../http/said.ts";

/** @param meaning the description of another field than the destination, with the same rules for its address */
export function address(allowedHosts: readonly string[], meaning?: string) {
  return v.pipe(
    v.string(),
    v.maxLength(MAX_URL_CHARS, said("too-long", { max: MAX_URL_CHARS })),
    v.metadata({
      format: "uri",
      pattern: "^[Hh][Tt][Tt][Pp][Ss]?://",
      description:
        meaning ??
        "https, or http on the very machine; without a password, a click id, an email address, invisible characters, or a macro that nobody fills in",
    }),
    v.rawTransform<string, Destination>(({ dataset, addIssue, NEVER }) => {
      const parsed = parseDestination(dataset.value, allowedHosts);
      if (parsed.ok) return parsed.destination;
      for (const fault of parsed.faults) addIssue({ message: asMessage(fault) });
      return NEVER;
    }),
  );
}

/** The answer to the question below. */
export const samePageForAll = v.optional(
  v.pipe(
    v.boolean(),
    v.description(
      "true: an address that looks as if it were one person's (a long number, a token) leads everybody to the same page; no field, but the history records it",
    ),
  ),
);

type Addresses = { readonly [field in AddressField]?: string | null | undefined } & { readonly samePageForAll?: boolean | undefined };

/** Asks of each address that looks personal whether it leads everybody to the same page, unless that was answered. */
export function samePageQuestion<T extends Addresses>() {
  return v.rawCheck<T>(({ dataset, addIssue }) => {
    const value = isObject(dataset.value) ? dataset.value : {};
    if (value.samePageForAll === true) return;
    const isWrong = (field: string): boolean => dataset.issues?.some(({ path }) => path?.[0].key === field) === true;
    for (const key of ADDRESS_FIELDS) {
      const text = value[key];
      const guess = typeof text === "string" && !isWrong(key) ? personalGuess(text) : null;
      if (guess === null) continue;
      addIssue({
        message: asMessage(guess),
        path: [{ type: "object", origin: "value", input: value, key, value: text }],
      });
    }
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
