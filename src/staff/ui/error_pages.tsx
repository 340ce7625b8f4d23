/** What went wrong, as a page that says what to do. Never raw data, and never what was sent. */

import { MAX_BODY_BYTES } from "../../domain/limits.ts";
import { bounded, type Failure } from "../../domain/problems.ts";
import type { StaffContext } from "../http/context.ts";
import { failureOf, problemOf } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { page } from "./layout.tsx";
import { told } from "./messages/fields.ts";
import { type PageContext, pageContextOf } from "./page_context.ts";

type NoticeName =
  | "notFound"
  | "noInvitation"
  | "noToken"
  | "badToken"
  | "accessDown"
  | "crossSite"
  | "unavailable"
  | "forbidden"
  | "tooLarge"
  | "badForm"
  | "stale";

/** A page that says one thing. @param maxBytes of what is too large */
export async function noticePage(
  c: StaffContext,
  status: 403 | 404 | 412 | 413 | 415 | 503,
  name: NoticeName,
  maxBytes = MAX_BODY_BYTES,
): Promise<Response> {
  const context = pageContextOf(c);
  const [title, text] = wordsFor(context, name, maxBytes);
  return page(
    c,
    context,
    { title, section: null, status },
    <div class="text">
      <h1>{title}</h1>
      <p>{text}</p>
      {context.caller === null && status === 404 ? (
        <a class="btn quiet" href={pagePath.signIn()}>
          {context.messages.signIn.submit}
        </a>
      ) : null}
      {context.caller === null ? null : (
        <p class="actions">
          <a class="btn quiet" href={pagePath.overview()}>
            {context.messages.errors.toOverview}
          </a>
          <a class="btn quiet" href={pagePath.campaigns()}>
            {context.messages.errors.toCampaigns}
          </a>
        </p>
      )}
    </div>,
  );
}

function wordsFor({ messages, caller }: PageContext, name: NoticeName, maxBytes: number): readonly [title: string, text: string] {
  switch (name) {
    case "notFound":
      return [messages.errors.notFound, messages.errors.notFoundText];
    case "noInvitation":
      return [messages.invitations.goneTitle, messages.invitations.goneText];
    case "noToken":
      return [messages.access.title, messages.access.noToken];
    case "badToken":
      return [messages.access.title, messages.access.badToken];
    case "accessDown":
      return [messages.errors.unavailable, messages.access.unavailable];
    case "crossSite":
      return [messages.errors.refused, messages.errors.crossSite];
    case "unavailable":
      return [messages.errors.unavailable, messages.errors.unavailableText];
    case "tooLarge":
      return [messages.errors.title, messages.errors.tooLarge(Math.floor(maxBytes / 1024))];
    case "badForm":
      return [messages.errors.title, messages.errors.badForm];
    case "stale":
      return [messages.errors.title, messages.errors.stale];
    case "forbidden":
      return [messages.errors.forbidden, messages.errors.forbiddenText(caller === null ? "–" : messages.roles[caller.role])];
  }
}

/** Turns what a handler threw into a page. */
export async function failurePage(error: Error, c: StaffContext): Promise<Response> {
  return refusalPage(c, failureOf(error));
}

async function refusalPage(c: StaffContext, failure: Failure): Promise<Response> {
  switch (failure.type) {
    case "not-found":
    case "method":
      return noticePage(c, 404, "notFound");
    case "forbidden":
      return noticePage(c, 403, "forbidden");
    case "unavailable":
      return noticePage(c, 503, "unavailable");
    case "too-large":
      return noticePage(c, 413, "tooLarge", failure.maxBytes);
    case "media-type":
      return noticePage(c, 415, "badForm");
    case "stale":
      return noticePage(c, 412, "stale");
    default: {
      const context = pageContextOf(c);
      const { status, detail } = problemOf(failure);
      const texts =
        "errors" in failure
          ? bounded(failure.errors).map((error) => told(context, error))
          : [failure.type === "configuration" ? told(context, failure.fault) : detail];
      return page(
        c,
        context,
        { title: context.messages.errors.title, section: null, status: status as 400 | 409 | 500 },
        <div class="text">
          <h1>{context.messages.errors.title}</h1>
          {texts.map((text) => (
            <p>{text}</p>
          ))}
          <a class="btn quiet" href={pagePath.overview()}>
            {context.messages.errors.toOverview}
          </a>
        </div>,
      );
    }
  }
}
