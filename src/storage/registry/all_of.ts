/** A command that does the same to several campaigns. */
import { type Result, success } from "../../domain/problems.ts";

/** What `act` makes of each, or the first failure: the caller's transaction is undone then. */
export function allOf<Wanted, Done>(wanted: readonly Wanted[], act: (one: Wanted) => Result<Done>): Result<Done[]> {
  const done: Done[] = [];
  for (const one of wanted) {
    const result = act(one);
    if (!result.ok) return result;
    done.push(result.value);
  }
  return success(done);
}
