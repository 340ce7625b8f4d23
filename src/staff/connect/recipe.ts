/**
 * How a website is connected, by what it is made with. The dashboard's page and docs/RECIPES.md are made from the same recipes; their
 * code is that of docs/CONNECT.md, which tests run. Pure.
 */
import type { CodeIn } from "../../domain/campaign/destination.ts";
import type { SnippetName } from "./snippets.ts";

const SERVICES = [
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
] as const;
export type Service = (typeof SERVICES)[number];

export const MAKERS = ["wordpress", "php", "node", "python", "static", ...SERVICES, "other"] as const;
export type Maker = (typeof MAKERS)[number];

/** What can be downloaded for a step. */
export type Download = "carry" | "plugin";

export interface Step {
  /** With code between backticks, and a value in braces (`Values`). */
  readonly text: string;
  readonly code?: SnippetName | readonly SnippetName[];
  readonly file?: Download;
  /** For trackers that put the code there alone; for all without it. */
  readonly codeIn?: CodeIn;
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
  readonly codeIn: CodeIn;
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

/** The steps of a recipe for where the tracker puts the code. */
export function stepsOf({ steps }: Recipe, codeIn: CodeIn): readonly Step[] {
  return steps.filter((step) => step.codeIn === undefined || step.codeIn === codeIn);
}

export function namesOf({ code }: Step): readonly SnippetName[] {
  return typeof code === "string" ? [code] : (code ?? []);
}
