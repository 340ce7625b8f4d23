/** How a website reports signups. */
import { statusOn } from "../../domain/campaign/campaign.ts";
import { leadsTo } from "../../domain/campaign/leads_to.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { apiPath } from "../routes.ts";
import { CodeBlock, Copyable } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { pageContextOf } from "../ui/page_context.ts";

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

export async function connectPage(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages, origin } = context;
  const live = (await registry(c).campaigns()).filter((campaign) => statusOn(campaign, context.today) === "live").reverse();
  const [newest] = live;
  const slug = newest?.slug ?? NO_CODE;
  const thanked = live.find(({ thanksUrl }) => thanksUrl !== null);
  const { codeParam, sourceUrl } = c.var.config;
  return page(
    c,
    context,
    { title: messages.connect.title, section: "connect" },
    <div class="text">
      <h1>{messages.connect.title}</h1>
      <p class="lead">{newest === undefined ? messages.connect.noCampaign(NO_CODE) : messages.connect.example(newest.name)}</p>
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
        <code>{newest === undefined ? `https://example.org/petition?${codeParam}=${NO_CODE}` : leadsTo(newest, "live", codeParam)}</code>
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
            {newest === undefined ? null : <p class="soft">{messages.connect.noThanks(NO_CODE)}</p>}
          </>
        ) : (
          <>
            <Copyable context={context} text={`${origin}/${thanked.slug}/thanks`} label={messages.connect.withoutServer} />
            {thanked === newest ? null : <p class="soft">{messages.connect.thanksOf(thanked.name)}</p>}
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
