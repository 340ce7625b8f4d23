/** Why figures come in groups, in plain words. */
import type { Call } from "../http/context.ts";
import { page } from "../ui/layout.tsx";
import { viewOf } from "../ui/page_context.ts";

export async function howPage(c: Call): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const { groupSize, signupRelease } = c.var.config;
  return page(
    c,
    view,
    { title: t.how.title, section: null },
    <div class="text">
      <h1>{t.how.title}</h1>
      <section>
        {t.how.paragraphs(groupSize).map((text) => (
          <p>{text}</p>
        ))}
        {signupRelease === "daily" ? <p>{t.how.daily}</p> : null}
      </section>
      <section>
        <h2>{t.how.rates}</h2>
        <p>{t.how.ratesText}</p>
        <p>{t.how.compare}</p>
      </section>
      <section>
        <h2>{t.how.unique}</h2>
        <p>{t.how.uniqueText}</p>
      </section>
      <p>
        <a href={`/about?lang=${view.language}`}>{t.how.visitors}</a>
      </p>
    </div>,
  );
}
