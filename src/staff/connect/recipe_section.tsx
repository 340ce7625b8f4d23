/** The question what a website is made with, its recipe whole, and whether a test report of it has come in. */
import type { TestReport } from "../../storage/registry/test_reports.ts";
import { pagePath } from "../routes.ts";
import { CodeBlock, LiveArea } from "../ui/components.tsx";
import { type PageContext, withQuery } from "../ui/page_context.ts";
import {
  type Download,
  filled,
  filledCode,
  MAKERS,
  type Maker,
  namesOf,
  type Recipe,
  type Recipes,
  stepsOf,
  type Values,
} from "./recipe.ts";
import { RECIPES_EN } from "./recipes_en.ts";
import { RECIPES_NL } from "./recipes_nl.ts";
import { SNIPPETS } from "./snippets.ts";

/** While somebody waits for a report to come in. */
const TEST_SECONDS = 3;

export function recipesIn({ language }: PageContext): Recipes {
  return language === "nl" ? RECIPES_NL : RECIPES_EN;
}

/** @param code of the campaign that the examples are of */
export function MakerList({ context, chosen, code }: { context: PageContext; chosen: Maker | null; code: string | undefined }) {
  const { messages } = context;
  const recipes = recipesIn(context);
  return (
    <nav aria-labelledby="made-with" class="made-with">
      <h2 id="made-with">{messages.connect.madeWith}</h2>
      <ul>
        {MAKERS.map((maker) => (
          <li>
            <a href={withQuery(pagePath.connect(), { made: maker, campaign: code })} aria-current={maker === chosen ? "true" : undefined}>
              {recipes[maker].name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface RecipeProps {
  readonly context: PageContext;
  readonly recipe: Recipe;
  readonly values: Values;
}

export function RecipeSection({ context, recipe, values }: RecipeProps) {
  const { messages } = context;
  return (
    <section>
      <h2>{recipe.name}</h2>
      <ol class="recipe">
        {stepsOf(recipe, values.codeIn).map((step) => (
          <li>
            <p>
              <Text text={filled(step.text, values)} />
            </p>
            {step.file === undefined ? null : <DownloadLink context={context} file={step.file} param={values.param} />}
            {namesOf(step).map((name) => (
              <CodeBlock context={context} text={codeOf(name, values)} label={recipe.name} />
            ))}
          </li>
        ))}
      </ol>
      <details>
        <summary>{messages.connect.forDeveloper}</summary>
        <p class="soft">{messages.connect.forDeveloperText}</p>
        <CodeBlock context={context} text={developerText(context, recipe, values)} label={messages.connect.forDeveloper} />
      </details>
    </section>
  );
}

/** Whether a test report came in; script looks again while the page is open. */
export function TestStatus({ context, reports }: { context: PageContext; reports: readonly TestReport[] }) {
  const { messages } = context;
  const now = Date.now();
  return (
    <section>
      <h2>{messages.connect.tested}</h2>
      <LiveArea context={context} seconds={TEST_SECONDS} note={messages.connect.looks}>
        {reports.length === 0 ? <p>{messages.connect.notTested}</p> : null}
        {reports.map(({ key, atMs, isKnown }) => (
          <p>
            {messages.connect.testCame(key, Math.floor((now - atMs) / 60_000))}{" "}
            {isKnown ? messages.connect.testKnown : messages.connect.testUnknown}
          </p>
        ))}
      </LiveArea>
    </section>
  );
}

function DownloadLink({ context, file, param }: { context: PageContext; file: Download; param: string }) {
  const { messages } = context;
  return file === "plugin" ? (
    <p>
      <a class="btn quiet" href={pagePath.wordpressPlugin()} download="fivebar.zip">
        {messages.connect.plugin}
      </a>
    </p>
  ) : (
    <p>
      <a class="btn quiet" href={withQuery(pagePath.carryScript(), { param })} download="carry.js">
        {messages.connect.carryScript}
      </a>
    </p>
  );
}

/** What its developer needs, as one text: all but the key. */
function developerText({ messages }: PageContext, recipe: Recipe, values: Values): string {
  const steps = stepsOf(recipe, values.codeIn).map((step, index) => {
    const code = namesOf(step).map((name) => `\n\n${codeOf(name, values)}\n`);
    return `${index + 1}. ${filled(step.text, values)}${code.join("")}`;
  });
  return [messages.connect.developerLead(values.address, recipe.name), ...steps, messages.connect.developerKey].join("\n\n");
}

function codeOf(name: keyof typeof SNIPPETS, values: Values): string {
  const code: string = SNIPPETS[name];
  return name === "carry-tag" ? code.replace(/integrity="[^"]*"/, `integrity="${values.integrity}"`) : filledCode(code, values);
}

/** A sentence with code between backticks. */
function Text({ text }: { text: string }) {
  return <>{text.split("`").map((piece, index) => (index % 2 === 1 ? <code>{piece}</code> : piece))}</>;
}
