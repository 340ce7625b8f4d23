/** The state of the tracker in words, for whoever runs it: the same states as `GET /status`. */
import { PARTS } from "../../domain/part_states.ts";
import { VERSION } from "../../domain/version.ts";
import { partStates } from "../../storage/registry/status.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { apiPath, pagePath } from "../routes.ts";
import { page } from "../ui/layout.tsx";
import { pageContextOf } from "../ui/page_context.ts";

export async function statusPage(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages, format } = context;
  const texts = messages.status;
  const status = await registry(c).status();
  const states = partStates(status);
  const known = PARTS.filter((part) => states[part] !== undefined);
  const isWell = known.every((part) => states[part] === true);
  return page(
    c,
    context,
    { title: texts.title, section: "settings" },
    <div class="text">
      <h1>{texts.title}</h1>
      <p class={isWell ? "lead" : "notice"}>{isWell ? texts.well : texts.notWell}</p>
      <section>
        <dl class="facts">
          {known.map((part) => (
            <>
              <dt>{texts.parts[part]}</dt>
              <dd>
                <strong>{states[part] === true ? texts.ok : texts.notOk}</strong> {states[part] === true ? "" : texts.remedies[part]}
              </dd>
            </>
          ))}
          {status.shards.map(({ name, state }) => (
            <>
              <dt>{texts.shard(name)}</dt>
              <dd>{texts.shardStates[state]}</dd>
            </>
          ))}
          <dt>{texts.lastClose}</dt>
          <dd>{status.lastClose === null ? texts.noClose : format.day(status.lastClose)}</dd>
          <dt>{texts.version}</dt>
          <dd>{texts.versions(VERSION, status.schema)}</dd>
        </dl>
      </section>
      <p class="soft">
        {texts.forPrograms} <code>{apiPath.getStatus()}</code>, <code>/healthz</code>, <code>/healthz?deep=1</code>.
      </p>
      <a class="btn quiet" href={pagePath.settings()}>
        {messages.common.back}
      </a>
    </div>,
  );
}
