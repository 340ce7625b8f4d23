/** How a website reports signups. */
import { statusOn } from "../../domain/campaign/campaign.ts";
import { withParam } from "../../domain/campaign/destination.ts";
import { type Call, registry } from "../http/context.ts";
import { apiPath } from "../routes.ts";
import { CodeBlock, Copyable } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { viewOf } from "../ui/page_context.ts";

/** The call that reports a signup, ready to run but for the key. */
export function signupCommand(origin: string, slug: string): string {
  return `curl ${origin}${apiPath.reportSignups()} \\
  -H "Authorization: Bearer $SITE_KEY" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $(openssl rand -hex 16)" \\
  -d '{"campaign": "${slug}"}'`;
}

/** Stands for a campaign's code where there is no campaign yet: no slug looks like it. */
const NO_CODE = "‹code›";

export async function connectPage(c: Call): Promise<Response> {
  const view = viewOf(c);
  const { t, origin } = view;
  const live = (await registry(c).campaigns()).filter((campaign) => statusOn(campaign, view.today) === "live").reverse();
  const [newest] = live;
  const slug = newest?.slug ?? NO_CODE;
  const thanked = live.find(({ thanksUrl }) => thanksUrl !== null);
  const { codeParam, sourceUrl } = c.var.config;
  return page(
    c,
    view,
    { title: t.connect.title, section: "connect" },
    <div class="text">
      <h1>{t.connect.title}</h1>
      <p class="lead">{newest === undefined ? t.connect.noCampaign(NO_CODE) : t.connect.example(newest.name)}</p>
      <section>
        <ol class="steps">
          {t.connect.steps.map(([title, text]) => (
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
        <h2>{t.connect.landing}</h2>
        <code>
          {newest === undefined
            ? `https://example.org/petition?${codeParam}=${NO_CODE}`
            : withParam(newest.destination, codeParam, newest.slug)}
        </code>
      </section>
      <section>
        <h2>{t.connect.fromServer}</h2>
        <CodeBlock view={view} text={signupCommand(origin, slug)} label={t.connect.fromServer} />
        <p class="soft">{t.connect.siteKey}</p>
        <p class="soft">{t.connect.idempotency}</p>
        <p class="soft">{t.connect.testText}</p>
      </section>
      <section>
        <h2>{t.connect.withoutServer}</h2>
        <p>{t.connect.withoutServerText}</p>
        {thanked === undefined ? (
          <>
            <code>{`${origin}/${NO_CODE}/thanks`}</code>
            {newest === undefined ? null : <p class="soft">{t.connect.noThanks(NO_CODE)}</p>}
          </>
        ) : (
          <>
            <Copyable view={view} text={`${origin}/${thanked.slug}/thanks`} label={t.connect.withoutServer} />
            {thanked === newest ? null : <p class="soft">{t.connect.thanksOf(thanked.name)}</p>}
          </>
        )}
      </section>
      <section>
        <h2>{t.connect.ways}</h2>
        {t.connect.waysText.map(([way, text]) => (
          <p>
            <strong>{way}.</strong> {text}
          </p>
        ))}
        <p>
          {t.connect.docs} <a href={apiPath.getOpenApi()}>{t.connect.api}</a>.
        </p>
        {sourceUrl === null ? null : (
          <p>
            <a href={sourceUrl} rel="noreferrer">
              {t.connect.source}
            </a>
          </p>
        )}
      </section>
    </div>,
  );
}
