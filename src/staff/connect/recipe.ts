/**
 * How a website is connected, by what it is made with. The dashboard's page and docs/RECIPES.md are made from the same recipes; their
 * code is that of docs/CONNECT.md, which tests run. Pure.
 */
import type { SnippetName } from "./snippets.ts";

export const MAKERS = [
  "wordpress",
  "php",
  "node",
  "python",
  "static",
  "action-network",
  "controlshift",
  "tally",
  "typeform",
  "jotform",
  "mailchimp",
  "civicrm",
  "squarespace",
  "wix",
  "drupal",
  "zapier",
  "other",
] as const;
export type Maker = (typeof MAKERS)[number];

/** What can be downloaded for a step. */
export type Download = "carry" | "plugin";

export interface Step {
  /** With code between backticks, and a value in braces (`Values`). */
  readonly text: string;
  readonly code?: SnippetName | readonly SnippetName[];
  readonly file?: Download;
}

export interface Recipe {
  readonly name: string;
  readonly steps: readonly Step[];
}

export type Recipes = Readonly<Record<Maker, Recipe>>;

/** The values that are filled into recipes. */
export interface Values {
  /** `https://go.example.org` */
  readonly address: string;
  readonly code: string;
  readonly param: string;
  /** Where a visitor arrives, with the code. */
  readonly landing: string;
  /** The hash of carry.js for the parameter. */
  readonly integrity: string;
}

/** The values that stand in docs/CONNECT.md and its snippets. */
export const EXAMPLE = { address: "https://go.example.org", code: "fix-tiktok" } as const;

export function filled(text: string, values: Values): string {
  return text.replaceAll(/\{(address|code|param|landing|integrity)\}/g, (_, name: keyof Values) => values[name]);
}

/** A snippet of the document with the real address, code and parameter. There the parameter is `c`, in quotes or in an address. */
export function filledCode(snippet: string, { address, code, param }: Pick<Values, "address" | "code" | "param">): string {
  const real = snippet.replaceAll(EXAMPLE.address, address).replaceAll(EXAMPLE.code, code);
  return real.replaceAll(/(['"])c\1/g, `$1${param}$1`).replaceAll(/([?;&])c=/g, `$1${param}=`);
}

export function namesOf({ code }: Step): readonly SnippetName[] {
  return typeof code === "string" ? [code] : (code ?? []);
}
