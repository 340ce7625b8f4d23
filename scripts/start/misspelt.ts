/** Variables of the environment that are named almost as Fivebar's: nothing reads them, and whoever set them thinks that something does. */
import { CONFIG_VARIABLES } from "../../src/domain/config.ts";
import { START_VARIABLES } from "./settings.ts";

const NAMES: readonly string[] = [...CONFIG_VARIABLES, ...START_VARIABLES];

/** In shorter names one letter makes another word. */
const SHORTEST_WITH_A_SLIP = 7;

/** Pairs of a name that is set and the one that is read, where that is not set itself. */
export function misspelt(env: NodeJS.ProcessEnv): { readonly set: string; readonly read: string }[] {
  const isSet = (name: string): boolean => (env[name]?.trim() ?? "") !== "";
  return Object.keys(env).flatMap((set) => {
    if (NAMES.includes(set) || !isSet(set)) return [];
    const read = NAMES.find((name) => isLike(letters(set), letters(name)) && !isSet(name));
    return read === undefined ? [] : [{ set, read }];
  });
}

/** `ADMINKEY`, `admin-key` and `FIVEBAR_ADMIN_KEY` are the same name. */
function letters(name: string): string {
  return name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "")
    .replace(/^FIVEBAR/, "");
}

/** The same, or one slip apart: a letter too many, too few, another one, or two that changed places. */
function isLike(one: string, other: string): boolean {
  if (one === other) return true;
  if (Math.min(one.length, other.length) < SHORTEST_WITH_A_SLIP || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [restOfOne, restOfOther] = [one.slice(start), other.slice(start)];
  return (
    restOfOne.slice(1) === restOfOther ||
    restOfOne === restOfOther.slice(1) ||
    restOfOne.slice(1) === restOfOther.slice(1) ||
    (restOfOne[0] === restOfOther[1] && restOfOne[1] === restOfOther[0] && restOfOne.slice(2) === restOfOther.slice(2))
  );
}
