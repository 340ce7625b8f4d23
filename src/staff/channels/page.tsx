/** The channels: other names, and those that never had a campaign taken out again. */
import * as v from "valibot";
import type { Channel, ChannelId } from "../../domain/campaign/campaign.ts";
import { at, type FieldError, problem } from "../../domain/problems.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { fieldError, readFormData, textsOf } from "../http/input.ts";
import { refuse } from "../http/problem.ts";
import { channelChange, newChannel } from "../openapi/request_schemas.ts";
import { pagePath } from "../routes.ts";
import { ChannelName, ErrorSummary, errorsOf, Field, FieldErrors, fieldId } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { translateErrors, translateMessages } from "../ui/messages/fields.ts";
import { noticeOf } from "../ui/notices.ts";
import { pageContextOf, withQuery } from "../ui/page_context.ts";
import { questionPage } from "../ui/question_page.tsx";
import { TableHead } from "../ui/table_head.tsx";
import { channelNamed } from "./channel_named.ts";

interface State {
  readonly errors: readonly FieldError[];
  /** The channel whose name was typed, null for a new one, with what was typed. */
  readonly typed: { readonly id: string | null; readonly name: string } | null;
  readonly status: 200 | 400 | 409;
}

export async function channelsPage(c: StaffContext): Promise<Response> {
  return render(c, { errors: [], typed: null, status: 200 });
}

export async function renameChannel(c: StaffContext): Promise<Response> {
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

export async function addChannel(c: StaffContext): Promise<Response> {
  const name = (textsOf(await readFormData(c, ["newChannel"])).newChannel ?? "").trim();
  const typed = { id: null, name };
  const parsed = v.safeParse(newChannel, channelNamed(name));
  // The first error is enough: the id is made from the name, so its errors are the name's.
  if (!parsed.success) return render(c, { errors: [at("newChannel", fieldError(parsed.issues[0]))], typed, status: 400 });
  const made = await registry(c).createChannel(parsed.output, c.var.caller.name);
  if (made.ok) return c.redirect(withQuery(pagePath.channels(), { notice: "channel-added" }), 303);
  if (!("errors" in made.error)) return refuse(made.error);
  return render(c, { errors: made.error.errors.map((error) => at("newChannel", error)), typed, status: 409 });
}

async function render(c: StaffContext, { errors, typed, status }: State): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const [channels, unused] = await Promise.all([registry(c).channels(), registry(c).unusedChannels()]);
  return page(
    c,
    context,
    { title: messages.tidy.channels, section: "campaigns", status, notice: noticeOf(c, context), at: pagePath.channels() },
    <>
      <h1>{messages.tidy.channels}</h1>
      <ErrorSummary context={context} errors={translateErrors(context, errors)} />
      <p class="lead">{messages.tidy.channelsLead}</p>
      <section>
        <table class="stack">
          <TableHead columns={[messages.campaigns.channel, messages.campaigns.name]} actions={[messages.common.remove]} />
          <tbody>
            {channels.map(({ id, name }) => (
              <tr>
                <th scope="row">
                  <ChannelName channels={channels} id={id} />
                </th>
                <td data-label={messages.campaigns.name}>
                  <form method="post" action={pagePath.renameChannel(id)} class="rename">
                    <input
                      type="text"
                      name="name"
                      value={typed?.id === id ? typed.name : name}
                      aria-label={messages.tidy.channelName(id)}
                      {...(typed?.id === id
                        ? { id: fieldId("name"), "aria-invalid": "true", "aria-describedby": `${fieldId("name")}-error` }
                        : {})}
                      maxlength={60}
                      autocomplete="off"
                      required
                    />
                    <button type="submit" class="quiet" aria-label={`${messages.tidy.rename}: ${name}`}>
                      {messages.tidy.rename}
                    </button>
                    {typed?.id === id ? (
                      <FieldErrors id={fieldId("name")} messages={errorsOf(translateMessages(context, errors), "name")} />
                    ) : null}
                  </form>
                </td>
                <td class="num">
                  {unused.includes(id) && channels.length > 1 ? (
                    <a href={pagePath.deleteChannel(id)} aria-label={`${messages.common.remove}: ${name}`}>
                      {messages.common.remove}
                    </a>
                  ) : (
                    <span class="soft">{messages.tidy.inUse}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section>
        <form method="post" action={pagePath.channels()} class="sheet">
          <Field
            errors={translateMessages(context, errors)}
            path="newChannel"
            label={messages.form.newChannel}
            hint={messages.form.newChannelHint}
            value={typed?.id === null ? typed.name : ""}
            required
            more={{ maxlength: 60, autocomplete: "off" }}
          />
          <button type="submit" class="quiet">
            {messages.common.add}
          </button>
        </form>
      </section>
      <p>
        <a class="btn quiet" href={pagePath.campaigns()}>
          {messages.common.back}
        </a>
      </p>
    </>,
  );
}

export async function deleteChannelForm(c: StaffContext): Promise<Response> {
  const { tidy } = pageContextOf(c).messages;
  const { id, name } = await channelOf(c);
  // A campaign may have come into it since the list was looked at.
  if (!(await registry(c).unusedChannels()).includes(id)) {
    const errors = [problem("", "channel-used", { channel: name })];
    return render(c, { errors, typed: null, status: 409 });
  }
  const question = { title: tidy.deleteTitle(name), texts: [tidy.channelDeleteText], confirm: tidy.channelDeleteConfirm };
  return questionPage(c, question, { section: "campaigns", action: pagePath.deleteChannel(id), back: pagePath.channels() });
}

export async function deleteChannel(c: StaffContext): Promise<Response> {
  await readFormData(c, []);
  const { id } = await channelOf(c);
  const deleted = await registry(c).deleteChannel(id, c.var.caller.name);
  if (deleted.ok) return c.redirect(withQuery(pagePath.channels(), { notice: "channel-deleted" }), 303);
  if (!("errors" in deleted.error)) return refuse(deleted.error);
  return render(c, { errors: deleted.error.errors.map((error) => at("", error)), typed: null, status: 409 });
}

async function channelOf(c: StaffContext): Promise<Channel> {
  const id = (c.req.param("id") ?? "") as ChannelId;
  const found = (await registry(c).channels()).find((channel) => channel.id === id);
  return found ?? refuse({ type: "not-found", detail: `There is no channel "${id}".` });
}
