/** One line of text, as a schema. */
import * as v from "valibot";
import { invisibleIn, showsSomething } from "../../domain/invisible.ts";

/** Trimmed, without control characters and without those that show nothing or turn the text round. */
export function line(maxChars: number) {
  return v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, "must not be empty"),
    v.maxLength(maxChars, `at most ${maxChars} characters`),
    v.check((text) => text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), "must be one line of text without control characters"),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const invisible = invisibleIn(dataset.value);
      if (invisible !== null)
        addIssue({ message: `contains the invisible character ${invisible}; remove it`, expected: "invisible-character" });
      else if (dataset.value !== "" && !showsSomething(dataset.value)) addIssue({ message: "must have something to see in it" });
    }),
    v.metadata({ pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$" }),
  );
}
