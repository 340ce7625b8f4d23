/** How a website reports signups. */
import type { Call } from "../call.ts";
import { page } from "./layout.tsx";
import { Copyable } from "./parts.tsx";
import { viewOf } from "./view.ts";

/** The call that reports a signup, ready to run but for the key. */
export function signupCommand(origin: string, slug: string): string {
  return `curl ${origin}/api/v1/signups \\
  -H "Authorization: Bearer $SITE_KEY" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -d '{"campaign": "${slug}"}'`;
}

export async function connectPage(c: Call): Promise<Response> {
  const view = viewOf(c);
  const { t, origin } = view;
  return page(
    c,
    view,
    { title: t.connect.title, section: "connect" },
    <div class="text">
      <h1>{t.connect.title}</h1>
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
        <code>{`https://example.org/petition?${c.var.config.codeParam}=fix-tiktok`}</code>
      </section>
      <section>
        <h2>{t.connect.fromServer}</h2>
        <pre tabindex={0}>
          <code>{signupCommand(origin, "fix-tiktok")}</code>
        </pre>
        <p class="soft">{t.connect.idempotency}</p>
        <p class="soft">{t.connect.testText}</p>
      </section>
      <section>
        <h2>{t.connect.withoutServer}</h2>
        <p>{t.connect.withoutServerText}</p>
        <Copyable view={view} text={`${origin}/fix-tiktok/thanks`} label={t.connect.withoutServer} />
      </section>
      <section>
        <h2>{t.connect.ways}</h2>
        {t.connect.waysText.map(([way, text]) => (
          <p>
            <strong>{way}.</strong> {text}
          </p>
        ))}
        <p>
          {t.connect.docs} <a href="/api/v1/openapi.json">{t.connect.api}</a>.
        </p>
      </section>
    </div>,
  );
}
