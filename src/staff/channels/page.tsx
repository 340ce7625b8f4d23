/** The channels: other names, and those that never had a campaign taken out again. */
import * as v from "valibot";
import type { Channel, ChannelId } from "../../domain/campaign/campaign.ts";
import { at, type FieldError } from "../../domain/problems.ts";
import { type Call, registry } from "../http/context.ts";
import { fieldError, readFormData, textsOf } from "../http/input.ts";
import { refuse } from "../http/problem.ts";
import { channelChange } from "../openapi/request_schemas.ts";
import { pagePath } from "../routes.ts";
import { ChannelName, ErrorSummary } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { translateErrors } from "../ui/messages/fields.ts";
import { noticeOf } from "../ui/notices.ts";
import { viewOf, withQuery } from "../ui/page_context.ts";

interface State {
  readonly errors: readonly FieldError[];
  /** The channel whose name was typed, with what was typed. */
  readonly typed: { readonly id: string; readonly name: string } | null;
  readonly status: 200 | 400 | 409;
}

export async function channelsPage(c: Call): Promise<Response> {
  return render(c, { errors: [], typed: null, status: 200 });
}

export async function renameChannel(c: Call): Promise<Response> {
  const { id } = await channelOf(c);
  const name = textsOf(await readFormData(c, ["name"])).name ?? "";
  const typed = { id, name };
  const parsed = v.safeParse(channelChange, { name });
  if (!parsed.success) return render(c, { errors: parsed.issues.map(fieldError), typed, status: 400 });
  const renamed = await registry(c).renameChannel({ id, name: parsed.output.name }, c.var.caller.name);
  if (renamed.ok) return c.redirect(withQuery(pagePath.channels(), { notice: "channel-renamed" }), 303);
  if (!("errors" in renamed.error)) return refuse(renamed.error);
  return render(c, { errors: renamed.error.errors, typed, status: 409 });
}

async function render(c: Call, { errors, typed, status }: State): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const [channels, unused] = await Promise.all([registry(c).channels(), registry(c).unusedChannels()]);
  return page(
    c,
    view,
    { title: t.tidy.channels, section: "campaigns", status, notice: noticeOf(c, view), at: pagePath.channels() },
    <>
      <h1>{t.tidy.channels}</h1>
      <ErrorSummary view={view} errors={translateErrors(view, errors)} />
      <p class="soft">{t.tidy.channelsLead}</p>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{t.campaigns.channel}</th>
            <th scope="col">{t.campaigns.name}</th>
            <th scope="col">
              <span class="hush">{t.common.remove}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {channels.map(({ id, name }) => (
            <tr>
              <th scope="row">
                <ChannelName channels={channels} id={id} />
              </th>
              <td data-label={t.campaigns.name}>
                <form method="post" action={pagePath.renameChannel(id)} class="rename">
                  <input
                    type="text"
                    name="name"
                    value={typed?.id === id ? typed.name : name}
                    aria-label={t.tidy.channelName(id)}
                    aria-invalid={typed?.id === id ? "true" : undefined}
                    maxlength={60}
                    autocomplete="off"
                    required
                  />
                  <button type="submit" class="quiet" aria-label={`${t.tidy.rename}: ${name}`}>
                    {t.tidy.rename}
                  </button>
                </form>
              </td>
              <td class="num">
                {unused.includes(id) && channels.length > 1 ? (
                  <a href={pagePath.deleteChannel(id)} aria-label={`${t.common.remove}: ${name}`}>
                    {t.common.remove}
                  </a>
                ) : (
                  <span class="soft">{t.tidy.inUse}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a class="btn quiet" href={pagePath.campaigns()}>
          {t.common.back}
        </a>
      </p>
    </>,
  );
}

export async function deleteChannelForm(c: Call): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const { id, name } = await channelOf(c);
  const title = t.tidy.deleteTitle(name);
  return page(
    c,
    view,
    { title, section: "campaigns" },
    <div class="text">
      <h1>{title}</h1>
      <p>{t.tidy.channelDeleteText}</p>
      <form method="post" action={pagePath.deleteChannel(id)} class="actions">
        <button type="submit" class="bad">
          {t.tidy.channelDeleteConfirm}
        </button>
        <a class="btn quiet" href={pagePath.channels()}>
          {t.common.cancel}
        </a>
      </form>
    </div>,
  );
}

export async function deleteChannel(c: Call): Promise<Response> {
  await readFormData(c, []);
  const { id } = await channelOf(c);
  const deleted = await registry(c).deleteChannel(id, c.var.caller.name);
  if (deleted.ok) return c.redirect(withQuery(pagePath.channels(), { notice: "channel-deleted" }), 303);
  if (!("errors" in deleted.error)) return refuse(deleted.error);
  return render(c, { errors: deleted.error.errors.map((error) => at("", error)), typed: null, status: 409 });
}

async function channelOf(c: Call): Promise<Channel> {
  const id = (c.req.param("id") ?? "") as ChannelId;
  const found = (await registry(c).channels()).find((channel) => channel.id === id);
  return found ?? refuse({ kind: "not-found", detail: `There is no channel "${id}".` });
}
