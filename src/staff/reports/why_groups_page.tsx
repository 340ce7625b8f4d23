/** Why figures come in groups, in plain words. */
import type { StaffContext } from "../http/context.ts";
import { page } from "../ui/layout.tsx";
import { pageContextOf } from "../ui/page_context.ts";

export async function howPage(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const { groupSize, release, signupPeriod, signupRelease } = c.var.config;
  return page(
    c,
    context,
    { title: messages.how.title, section: null },
    <div class="text">
      <h1>{messages.how.title}</h1>
      <section>
        {messages.how.paragraphs(groupSize).map((text) => (
          <p>{text}</p>
        ))}
        {signupRelease === "daily" && release === "bundles" ? <p>{messages.how.daily}</p> : null}
      </section>
      {release === "bundles" ? null : (
        <section>
          <h2>{messages.formal.how}</h2>
          {messages.formal.howTexts.map((text) => (
            <p>{text}</p>
          ))}
          <p>{messages.formal.appears[signupPeriod]}</p>
        </section>
      )}
      <section>
        <h2>{messages.how.rates}</h2>
        <p>{messages.how.ratesText}</p>
        <p>{messages.how.compare}</p>
      </section>
      <section>
        <h2>{messages.how.unique}</h2>
        <p>{messages.how.uniqueText}</p>
      </section>
      <p>
        <a href={`/about?lang=${context.language}`}>{messages.how.visitors}</a>
      </p>
    </div>,
  );
}
