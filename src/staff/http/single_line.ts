/** One line of text, as a schema. */
import * as v from "valibot";
import { invisibleIn, showsSomething } from "../../domain/invisible.ts";
import { said } from "./said.ts";

/** Trimmed, without control characters and without those that show nothing or turn the text round. */
export function line(maxChars: number) {
  return v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, said("empty")),
    v.maxLength(maxChars, said("too-long", { max: maxChars })),
    v.check((text) => text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), said("not-one-line")),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const invisible = invisibleIn(dataset.value);
      if (invisible !== null) addIssue({ message: said("invisible-character", { character: invisible }) });
      else if (dataset.value !== "" && !showsSomething(dataset.value)) addIssue({ message: said("nothing-visible") });
    }),
    v.metadata({ pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$" }),
  );
}
