/** The small parts that pages share. */
import type { Child } from "hono/jsx";
import type { Channel, ChannelId, Status } from "../../domain/campaign/campaign.ts";
import type { Config } from "../../domain/config.ts";
import { ADMIN_NAME } from "../../storage/registry/admin_name.ts";
import { signInPath } from "../auth/return_path.ts";
import { pagePath } from "../routes.ts";
import { CHANNEL_COLOURS } from "./assets/style.ts";
import type { ShownError } from "./messages/fields.ts";
import { type PageContext, withQuery } from "./page_context.ts";

/** The tally mark: four strokes and a bar. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg class="tally" width={size} height={Math.round((size * 22) / 26)} viewBox="0 0 26 22" aria-hidden="true">
      <path d="M4 3v16M10 3v16M16 3v16M22 3v16M1 17 25 5" />
    </svg>
  );
}

export function Notice({ children }: { children?: Child }) {
  return (
    <p class="notice" role="status">
      {children}
    </p>
  );
}

/** One word about where a campaign stands; never by colour alone. */
export function StatusTag({ context, status }: { context: PageContext; status: Status }) {
  return <span class={`tag ${status}`}>{context.messages.statuses[status]}</span>;
}

/** The class that carries a channel's colour: the same on every page, by the channel's place in the list. */
export function channelClass(channels: readonly Channel[], id: ChannelId | string): string {
  return `ch${
    Math.max(
      0,
      channels.findIndex((channel) => channel.id === id),
    ) % CHANNEL_COLOURS
  }`;
}

export function ChannelName({ channels, id }: { channels: readonly Channel[]; id: ChannelId | string }) {
  return (
    <span class="channel">
      <span class={`dot ${channelClass(channels, id)}`} />
      {channels.find((channel) => channel.id === id)?.name ?? id}
    </span>
  );
}

/** Somebody's name; that of the configured admin key in the viewer's language, and what stands for one that the history has given up. */
export function nameFor({ messages }: PageContext, name: string): string {
  if (name === "") return messages.nameGone;
  return name === ADMIN_NAME ? messages.adminKey : name;
}

/** The sentence that explains why figures come in groups, with the way to the rest. */
export function WhyGroups({ context, config }: { context: PageContext; config: Config }) {
  const { groupSize, release, signupPeriod, signupRelease, visitRelease } = config;
  const { formal, overview } = context.messages;
  return (
    <p class="note">
      <Mark size={20} />
      <span>
        {release === "formal" ? formal.why[signupPeriod](groupSize) : overview.why(groupSize, signupRelease === "daily", visitRelease)}{" "}
        <a class="screen" href={pagePath.whyGroups()}>
          {context.messages.overview.how}
        </a>
      </span>
    </p>
  );
}

/** How often an open page looks for fresh figures. */
const LIVE_SECONDS = 60;

interface LiveAreaProps {
  readonly context: PageContext;
  readonly seconds?: number;
  /** What is said of it where script runs, on a page that somebody keeps an eye on. */
  readonly note?: string;
  readonly children?: Child;
}

/** Figures that script renews while somebody looks, and what it shows once the session is over. */
export function LiveArea({ context, seconds = LIVE_SECONDS, note, children }: LiveAreaProps) {
  const { messages } = context;
  return (
    <>
      <p class="notice" role="status" data-over hidden>
        {messages.signIn.ended} <a href={withQuery(signInPath(context.here), { notice: "ended" })}>{messages.signIn.submit}</a>
      </p>
      <div data-live={seconds}>{children}</div>
      {note === undefined ? null : (
        <p class="soft screen" data-live-note hidden>
          {note}
        </p>
      )}
    </>
  );
}

/** What may be wider than the page, and then scrolls, also by keyboard. */
export function ScrollArea({ label, children }: { label: string; children?: Child }) {
  return (
    <section class="scroll" tabindex={0} aria-label={label}>
      {children}
    </section>
  );
}

interface CopyProps {
  readonly context: PageContext;
  readonly text: string;
  /** What the button copies, for its accessible name. */
  readonly label: string;
}

/** A short text to copy, with a button where there is script. */
export function Copyable({ context, text, label, shown = text }: CopyProps & { shown?: string }) {
  return (
    <span class="copyable">
      <code>{shown}</code>
      <CopyButton context={context} text={text} label={label} />
    </span>
  );
}

/** Lines of code that scroll where they are wider than the page, with the same button. */
export function CodeBlock({ context, text, label }: CopyProps) {
  return (
    <div class="copyable code">
      <pre tabindex={0}>
        <code>{text}</code>
      </pre>
      <CopyButton context={context} text={text} label={label} />
    </div>
  );
}

/** The button, and a live region that says whether copying worked. */
function CopyButton({ context: { messages }, text, label }: CopyProps) {
  return (
    <>
      <button
        type="button"
        class="small"
        data-copies={text}
        data-done={messages.common.copied}
        data-refused={messages.common.copyRefused}
        hidden
        aria-label={`${messages.common.copy}: ${label}`}
      >
        {messages.common.copy}
      </button>
      <span class="said" aria-live="polite" />
    </>
  );
}

interface ErrorSummaryProps {
  readonly context: PageContext;
  readonly errors: readonly ShownError[];
  /** What it is about, where nothing is wrong with what was entered. */
  readonly title?: string | undefined;
}

/** What a form's errors are, at its top; each leads to its field, also one about an entry of a list. */
export function ErrorSummary({ context, errors, title }: ErrorSummaryProps) {
  if (errors.length === 0) return null;
  return (
    <div class="errors" role="alert" tabindex={-1} id="errors">
      <h2>{title ?? context.messages.common.fixThese}</h2>
      <ul>
        {errors.map(({ path, message }) => (
          <li>{path === "" ? message : <a href={`#${fieldId(path.replace(/(?:\.\d+)+$/, ""))}`}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

export function fieldId(path: string): string {
  return `f-${path.replaceAll(".", "-")}`;
}

interface FieldProps {
  readonly errors: readonly ShownError[];
  /** The field's path as errors name it. */
  readonly path: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value?: string;
  readonly type?: "text" | "url" | "date" | "number" | "password" | "email" | "search";
  readonly required?: boolean;
  readonly more?: Readonly<Record<string, string | number | boolean>>;
}

/** A labelled text field with its hint and its errors. */
export function Field({ errors, path, label, hint, value = "", type = "text", required = false, more = {} }: FieldProps) {
  const id = fieldId(path);
  const own = errorsOf(errors, path);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint === undefined ? null : <small id={`${id}-hint`}>{hint}</small>}
      <input
        id={id}
        name={path}
        type={type}
        value={value}
        required={required}
        aria-describedby={describedBy(id, hint, own)}
        aria-invalid={own.length === 0 ? undefined : "true"}
        {...more}
      />
      <FieldErrors id={id} messages={own} />
    </div>
  );
}

/** What a field's `aria-describedby` says: its hint and its errors, as far as there are any. */
export function describedBy(id: string, hint: string | undefined, errors: readonly string[]): string | undefined {
  const parts = [...(hint === undefined ? [] : [`${id}-hint`]), ...(errors.length === 0 ? [] : [`${id}-error`])];
  return parts.length === 0 ? undefined : parts.join(" ");
}

export function FieldErrors({ id, messages }: { id: string; messages: readonly string[] }) {
  if (messages.length === 0) return null;
  return (
    <p class="wrong" id={`${id}-error`}>
      {messages.join("; ")}
    </p>
  );
}

/** The messages about `path` and what is below it. */
export function errorsOf(errors: readonly ShownError[], path: string): string[] {
  return errors.filter((error) => error.path === path || error.path.startsWith(`${path}.`)).map(({ message }) => message);
}
