/** How a website reports signups: the recipe for what it is made with, or all ways in short. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { leadsTo } from "../../domain/campaign/leads_to.ts";
import { statusOn } from "../../domain/campaign/status.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { apiPath, pagePath } from "../routes.ts";
import { CodeBlock, Copyable } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { carryFor, integrityOf } from "./files.ts";
import { filledCode, MAKERS } from "./recipe.ts";
import { MakerList, RecipeSection, recipesIn, TestStatus } from "./recipe_section.tsx";
import { SNIPPETS } from "./snippets.ts";

/** The call that reports a signup, ready to run but for the key. */
function signupCommand(origin: string, slug: string): string {
  return `curl ${origin}${apiPath.reportSignups()} \\
  -H "Authorization: Bearer $SITE_KEY" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $(openssl rand -hex 16)" \\
  -d '{"campaign": "${slug}"}'`;
}

/** Stands for a campaign's code where there is no campaign yet: no slug looks like it. */
const NO_CODE = "‹code›";

export async function connectPage(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages, origin } = context;
  const live = await liveCampaigns(c, context);
  // The campaign whose page led here, or the newest.
  const { campaign: asked, made: chosen } = c.req.query();
  const shown = live.find(({ slug: own }) => own === asked) ?? live[0];
  const slug = shown?.slug ?? NO_CODE;
  const thanked = live.find(({ thanksUrl }) => thanksUrl !== null);
  const { sourceUrl, codeIn } = c.var.config;
  const codeParam = shown?.codeParam ?? c.var.config.codeParam;
  const landing =
    shown === undefined
      ? `https://example.org/petition${codeIn === "query" ? "?" : "#"}${codeParam}=${NO_CODE}`
      : leadsTo(shown, "live", c.var.config);
  const made = MAKERS.find((maker) => maker === chosen) ?? null;
  const values = {
    address: origin,
    code: slug,
    param: codeParam,
    codeIn,
    landing,
    integrity: await integrityOf(carryFor(codeParam, codeIn)),
  };
  // A test report shows only in a recipe, and a signup on no page. So no other page changes within a day, whatever a website sends.
  if (made !== null)
    return page(
      c,
      context,
      { title: messages.nav.connect, section: "connect" },
      <div class="text">
        <h1>{messages.nav.connect}</h1>
        <MakerList context={context} chosen={made} code={shown?.slug} />
        <p class="soft">{shown === undefined ? messages.connect.noCampaign(NO_CODE) : messages.connect.example(shown.name)}</p>
        <RecipeSection context={context} recipe={recipesIn(context)[made]} values={values} />
        <TestStatus context={context} reports={await registry(c).testReports()} />
        <p>
          <a href={withQuery(pagePath.connect(), { campaign: shown?.slug })}>{messages.connect.allWays}</a>
        </p>
      </div>,
    );
  return page(
    c,
    context,
    { title: messages.nav.connect, section: "connect" },
    <div class="text">
      <h1>{messages.nav.connect}</h1>
      <MakerList context={context} chosen={null} code={shown?.slug} />
      <p class="lead">{shown === undefined ? messages.connect.noCampaign(NO_CODE) : messages.connect.example(shown.name)}</p>
      <section>
        <ol class="steps">
          {messages.connect.steps.map(([title, text]) => (
            <li>
              <div>
                <strong>{title}</strong>
                <span class="soft">{text}</span>
              </div>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2>{messages.connect.landing}</h2>
        <code>{landing}</code>
      </section>
      <section>
        <h2>{messages.connect.fromServer}</h2>
        <CodeBlock context={context} text={signupCommand(origin, slug)} label={messages.connect.fromServer} />
        <p class="soft">{messages.connect.siteKey}</p>
        <p class="soft">{messages.connect.idempotency}</p>
        <p class="soft">{messages.connect.testText}</p>
      </section>
      <section>
        <h2>{messages.connect.withoutServer}</h2>
        <p>{messages.connect.withoutServerText}</p>
        {thanked === undefined ? (
          <>
            <code>{`${origin}/${NO_CODE}/thanks`}</code>
            {shown === undefined ? null : <p class="soft">{messages.connect.noThanks(NO_CODE)}</p>}
          </>
        ) : (
          <>
            <Copyable context={context} text={`${origin}/${thanked.slug}/thanks`} label={messages.connect.withoutServer} />
            {thanked === shown ? null : <p class="soft">{messages.connect.thanksOf(thanked.name)}</p>}
          </>
        )}
      </section>
      <section>
        <h2>{messages.connect.ways}</h2>
        {messages.connect.waysText.map(([way, text]) => (
          <p>
            <strong>{way}.</strong> {text}
          </p>
        ))}
        <p>
          {messages.connect.docs} <a href={apiPath.getOpenApi()}>{messages.connect.api}</a>.
        </p>
        {sourceUrl === null ? null : (
          <p>
            <a href={sourceUrl} rel="noreferrer">
              {messages.connect.source}
            </a>
          </p>
        )}
      </section>
    </div>,
  );
}

/** What follows when a website's key was made: try it, and tell the developer. */
export function NextForSite({ context, code }: { context: PageContext; code: string }) {
  const { messages, origin } = context;
  return (
    <section>
      <h2>{messages.connect.tested}</h2>
      <p>
        {messages.settings.madeTest} <a href={withQuery(pagePath.connect(), { made: "other" })}>{messages.nav.connect}</a>
      </p>
      <CodeBlock
        context={context}
        text={filledCode(SNIPPETS["test-report"], { address: origin, code, param: "c" })}
        label={messages.connect.tested}
      />
      <h2>{messages.connect.forDeveloper}</h2>
      <p>{messages.settings.madeSend}</p>
      <CodeBlock
        context={context}
        text={messages.connect.developerShort(origin, code, `${origin}${apiPath.reportSignups()}`, `${origin}${apiPath.getOpenApi()}`)}
        label={messages.connect.forDeveloper}
      />
    </section>
  );
}

/** The code of the campaign that examples are of. */
export async function newestLiveCode(c: StaffContext, context: PageContext): Promise<string> {
  return (await liveCampaigns(c, context))[0]?.slug ?? NO_CODE;
}

/** The latest made first. */
async function liveCampaigns(c: StaffContext, { today }: PageContext): Promise<Campaign[]> {
  return (await registry(c).campaigns()).filter((campaign) => statusOn(campaign, today) === "live").reverse();
}
