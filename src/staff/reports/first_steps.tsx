/** The way from an empty tracker to its first signup: three steps, ticked off one by one. */
import type { Child } from "hono/jsx";
import type { SignupPeriod } from "../../domain/release/rule.ts";
import { pagePath } from "../routes.ts";
import { LiveArea } from "../ui/components.tsx";
import type { PageContext } from "../ui/page_context.ts";

export interface Steps {
  readonly hasCampaign: boolean;
  readonly hasVisits: boolean;
  /** Whether a website has reported with its key. */
  readonly isConnected: boolean;
  /** At once, or after the close of their day or week. */
  readonly signupsCome: "at once" | SignupPeriod;
}

/** The page of a tracker without a visit. @param children its figures, of nothing yet */
export function Start({ context, steps, children }: { context: PageContext; steps: Steps; children?: Child }) {
  const { messages } = context;
  return (
    <div class="text">
      <h1>{messages.start.title}</h1>
      <LiveArea context={context}>
        {children}
        <section>
          <StepList context={context} steps={steps} />
        </section>
      </LiveArea>
      {context.canEdit || steps.hasCampaign ? null : <p>{messages.start.readerNote}</p>}
      <Ways context={context} steps={steps} />
    </div>
  );
}

/** The same above the figures, while there are visits and no signups. */
export function FirstSteps({ context, steps }: { context: PageContext; steps: Steps }) {
  const { messages } = context;
  return (
    <section>
      <h2>{messages.start.underWay}</h2>
      <StepList context={context} steps={steps} />
      {steps.isConnected ? <p class="soft">{messages.start.wait}</p> : <Ways context={context} steps={steps} />}
    </section>
  );
}

function StepList({ context, steps }: { context: PageContext; steps: Steps }) {
  const { messages } = context;
  const done = [steps.hasCampaign, steps.hasVisits, steps.isConnected];
  return (
    <ol class="steps">
      {messages.start.steps.map(([title, text], index) => (
        <li class={done[index] === true ? "done" : undefined}>
          <div>
            <strong>
              {title}
              {done[index] === true ? <span class="tag live">{messages.start.done}</span> : null}
            </strong>
            <span class="soft">
              {text}
              {index === done.length - 1 ? whenSignupsCome(context, steps) : ""}
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** What to do next. */
function Ways({ context, steps }: { context: PageContext; steps: Steps }) {
  const { messages } = context;
  return (
    <div class="actions">
      {context.canEdit && !steps.hasCampaign ? (
        <a class="btn" href={pagePath.newCampaign()}>
          {messages.start.action}
        </a>
      ) : null}
      {steps.hasCampaign ? (
        <a class="btn" href={pagePath.campaigns()}>
          {messages.start.toLinks}
        </a>
      ) : null}
      {steps.isConnected ? null : (
        <a class="btn quiet" href={pagePath.connect()}>
          {messages.start.connect}
        </a>
      )}
    </div>
  );
}

function whenSignupsCome({ messages }: PageContext, { signupsCome }: Steps): string {
  return signupsCome === "at once" ? "" : ` ${signupsCome === "week" ? messages.formal.startWeek : messages.start.daily}`;
}
