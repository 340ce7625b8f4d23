/** What the settings page and its sections hand each other. */
import type { FieldError } from "../../domain/problems.ts";

export type Typed = Readonly<Record<string, string>>;

export interface State {
  readonly errors: readonly FieldError[];
  readonly typed: Typed;
  /** Which form the errors are of. */
  readonly form: "keys" | "members" | "hosts" | null;
  readonly status: 200 | 400 | 409;
}
