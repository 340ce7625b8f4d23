/**
 * `npm run docs:connect`: makes from docs/CONNECT.md, from the recipes and from the files that websites get what the dashboard's Connect page holds
 * (src/staff/connect/snippets.ts, src/staff/connect/downloads.ts) and the recipes as documents (docs/RECIPES.md, docs/RECIPES.nl.md).
 */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXAMPLE, filled, MAKERS, namesOf, type Recipe, type Step, stepsOf, type Values } from "../src/staff/connect/recipe.ts";
import { RECIPES_EN } from "../src/staff/connect/recipes_en.ts";
import { RECIPES_NL } from "../src/staff/connect/recipes_nl.ts";
import { PROJECT } from "./build.ts";
import { pluginZip } from "./package_wordpress.ts";

interface Snippet {
  readonly name: string;
  readonly language: string;
  readonly code: string;
}

const WORDS = {
  en: {
    title: "Connect a website: recipes",
    lead: "By what your site is made with. The dashboard shows the same on the page Connect, with your address and a campaign’s code. [CONNECT.md](CONNECT.md) has the reasons, and what each way can and cannot do. Made by `npm run docs:connect`.",
    carry: "[`packages/carry/carry.js`](../packages/carry/carry.js)",
    plugin: "Make its zip file with `npm run package:wordpress`, or take it from the page Connect.",
  },
  nl: {
    title: "Een website koppelen: recepten",
    lead: "Naar waarmee uw site gemaakt is. Het dashboard toont hetzelfde op de pagina Koppelen, met uw adres en de code van een campagne. [CONNECT.md](CONNECT.md) (Engels) zegt waarom, en wat elke manier wel en niet kan. Gemaakt door `npm run docs:connect`.",
    carry: "[`packages/carry/carry.js`](../packages/carry/carry.js)",
    plugin: "Maak het zipbestand met `npm run package:wordpress`, of haal het van de pagina Koppelen.",
  },
} as const;

/** Every file that is made, by its path in the project. */
export async function connectFiles(): Promise<ReadonlyMap<string, string>> {
  const document = await readFile(join(PROJECT, "docs", "CONNECT.md"), "utf8");
  const snippets = [...document.matchAll(/<!-- try: (\S+) -->\n```(\w+)\n(.*?)```/gs)].map(
    ([, name = "", language = "", code = ""]): Snippet => ({ name, language, code: code.trimEnd() }),
  );
  const carry = await readFile(join(PROJECT, "packages", "carry", "carry.js"), "utf8");
  const integrity = `sha256-${createHash("sha256").update(carry).digest("base64")}`;
  const values = {
    ...EXAMPLE,
    param: "c",
    codeIn: "query" as const,
    landing: `https://www.example.org/petition?c=${EXAMPLE.code}`,
    integrity,
  };
  const byName = new Map(snippets.map((snippet) => [snippet.name, snippet]));
  return new Map([
    ["src/staff/connect/snippets.ts", snippetsFile(snippets)],
    [
      "src/staff/connect/downloads.ts",
      downloadsFile(carry, await readFile(join(PROJECT, "packages", "carry", "carry-fragment.js"), "utf8"), await pluginZip()),
    ],
    ["docs/RECIPES.md", recipesPage("en", byName, values)],
    ["docs/RECIPES.nl.md", recipesPage("nl", byName, values)],
  ]);
}

function snippetsFile(snippets: readonly Snippet[]): string {
  const lines = snippets.map(({ name, code }) => `  ${/^[a-z]+$/.test(name) ? name : `"${name}"`}: ${JSON.stringify(code)},`);
  return `/** The examples of docs/CONNECT.md by their names. Made by \`npm run docs:connect\`. */\n// biome-ignore-all format: one line each\n// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code in other languages\n// biome-ignore-all lint/style/useTemplate: made by a program\nexport const SNIPPETS = {\n${lines.join("\n")}\n} as const;\n\nexport type SnippetName = keyof typeof SNIPPETS;\n`;
}

function downloadsFile(carry: string, fragment: string, zip: Buffer): string {
  return `/** What websites get: carry.js, and the WordPress plugin's zip file in base64. Made by \`npm run docs:connect\`. */\n// biome-ignore-all format: one line each\n// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code in other languages\n// biome-ignore-all lint/style/useTemplate: made by a program\nexport const CARRY_JS = ${JSON.stringify(carry)};\nexport const CARRY_FRAGMENT_JS = ${JSON.stringify(fragment)};\nexport const PLUGIN_ZIP_BASE64 = "${zip.toString("base64")}";\n`;
}

function recipesPage(language: "en" | "nl", snippets: ReadonlyMap<string, Snippet>, values: Values): string {
  const recipes = language === "en" ? RECIPES_EN : RECIPES_NL;
  const { title, lead } = WORDS[language];
  const sections = MAKERS.map((maker) => recipeSection(language, recipes[maker], snippets, values));
  return `# ${title}\n\n${lead}\n\n${sections.join("\n")}`;
}

function recipeSection(language: "en" | "nl", recipe: Recipe, snippets: ReadonlyMap<string, Snippet>, values: Values): string {
  const steps = stepsOf(recipe, values.codeIn).map((step, index) => `${index + 1}. ${stepText(language, step, snippets, values)}`);
  return `## ${recipe.name}\n\n${steps.join("\n")}\n`;
}

function stepText(language: "en" | "nl", step: Step, snippets: ReadonlyMap<string, Snippet>, values: Values): string {
  const file = step.file === undefined ? "" : ` ${WORDS[language][step.file]}`;
  const blocks = namesOf(step).map((name) => {
    const { language: of, code } = snippets.get(name) ?? { language: "", code: "" };
    return `\n\n   \`\`\`${of}\n${code.replace(/^(?=.)/gm, "   ")}\n   \`\`\`\n`;
  });
  return `${filled(step.text, values)}${file}${blocks.join("")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [path, text] of await connectFiles()) await writeFile(join(PROJECT, path), text);
