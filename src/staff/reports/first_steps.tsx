/** The way from an empty tracker to its first signup: three steps, ticked off one by one. */

import { pagePath } from "../routes.ts";
import { LiveArea, Mark } from "../ui/components.tsx";
import type { View } from "../ui/page_context.ts";

export interface Steps {
  readonly hasCampaign: boolean;
  readonly hasVisits: boolean;
  /** Whether a website has reported with its key. */
  readonly isConnected: boolean;
  /** Whether signups wait for the close of their day. */
  readonly isDaily: boolean;
}

/** The page of a tracker without a visit. */
export function Start({ view, steps }: { view: View; steps: Steps }) {
  const { t } = view;
  return (
    <div class="text">
      <Mark size={52} />
      <h1>{t.start.title}</h1>
      <LiveArea view={view}>
        <section>
          <StepList view={view} steps={steps} />
        </section>
      </LiveArea>
      {view.canEdit || steps.hasCampaign ? null : <p>{t.start.readerNote}</p>}
      <Ways view={view} steps={steps} />
    </div>
  );
}

/** The same above the figures, while there are visits and no signups. */
export function FirstSteps({ view, steps }: { view: View; steps: Steps }) {
  const { t } = view;
  return (
    <section>
      <h2>{t.start.underWay}</h2>
      <StepList view={view} steps={steps} />
      {steps.isConnected ? <p class="soft">{t.start.wait}</p> : <Ways view={view} steps={steps} />}
    </section>
  );
}

function StepList({ view, steps }: { view: View; steps: Steps }) {
  const { t } = view;
  const done = [steps.hasCampaign, steps.hasVisits, steps.isConnected];
  return (
    <ol class="steps">
      {t.start.steps.map(([title, text], index) => (
        <li class={done[index] === true ? "done" : undefined}>
          <div>
            <strong>
              {title}
              {done[index] === true ? <span class="tag live">{t.start.done}</span> : null}
            </strong>
            <span class="soft">
              {text}
              {steps.isDaily && index === done.length - 1 ? ` ${t.start.daily}` : ""}
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** What to do next. */
function Ways({ view, steps }: { view: View; steps: Steps }) {
  const { t } = view;
  return (
    <div class="actions">
      {view.canEdit && !steps.hasCampaign ? (
        <a class="btn" href={pagePath.newCampaign()}>
          {t.start.action}
        </a>
      ) : null}
      {steps.hasCampaign ? (
        <a class="btn" href={pagePath.campaigns()}>
          {t.start.toLinks}
        </a>
      ) : null}
      {steps.isConnected ? null : (
        <a class="btn quiet" href={pagePath.connect()}>
          {t.start.connect}
        </a>
      )}
    </div>
  );
}
