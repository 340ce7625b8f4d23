/** One line of text, as a schema. */
import * as v from "valibot";

/** Trimmed, without control characters. */
export function line(maxChars: number) {
  return v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, "must not be empty"),
    v.maxLength(maxChars, `at most ${maxChars} characters`),
    v.check((text) => text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), "must be one line of text without control characters"),
    v.metadata({ pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$" }),
  );
}
