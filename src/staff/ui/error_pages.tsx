/** What went wrong, as a page that says what to do. Never raw data, and never what was sent. */

import { MAX_BODY_BYTES } from "../../domain/limits.ts";
import { bounded, type Failure } from "../../domain/problems.ts";
import type { Call } from "../http/context.ts";
import { failureOf, problemOf } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { page } from "./layout.tsx";
import { sentence } from "./messages/problems.ts";
import { type View, viewOf } from "./page_context.ts";

type NoticeKind =
  | "notFound"
  | "noToken"
  | "badToken"
  | "accessDown"
  | "crossSite"
  | "unavailable"
  | "forbidden"
  | "tooLarge"
  | "badForm"
  | "stale";

/** A page that says one thing. */
export async function noticePage(c: Call, status: 403 | 404 | 412 | 413 | 415 | 503, kind: NoticeKind): Promise<Response> {
  const view = viewOf(c);
  const [title, text] = wordsFor(view, kind);
  return page(
    c,
    view,
    { title, section: null, status },
    <div class="text">
      <h1>{title}</h1>
      <p>{text}</p>
      {view.caller === null ? null : (
        <p class="actions">
          <a class="btn quiet" href={pagePath.overview()}>
            {view.t.errors.toOverview}
          </a>
          <a class="btn quiet" href={pagePath.campaigns()}>
            {view.t.errors.toCampaigns}
          </a>
        </p>
      )}
    </div>,
  );
}

function wordsFor({ t, caller }: View, kind: NoticeKind): readonly [title: string, text: string] {
  switch (kind) {
    case "notFound":
      return [t.errors.notFound, t.errors.notFoundText];
    case "noToken":
      return [t.access.title, t.access.noToken];
    case "badToken":
      return [t.access.title, t.access.badToken];
    case "accessDown":
      return [t.errors.unavailable, t.access.unavailable];
    case "crossSite":
      return [t.errors.refused, t.errors.crossSite];
    case "unavailable":
      return [t.errors.unavailable, t.errors.unavailableText];
    case "tooLarge":
      return [t.errors.title, t.errors.tooLarge(Math.floor(MAX_BODY_BYTES / 1024))];
    case "badForm":
      return [t.errors.title, t.errors.badForm];
    case "stale":
      return [t.errors.title, t.errors.stale];
    case "forbidden":
      return [t.errors.forbidden, t.errors.forbiddenText(caller === null ? "–" : t.roles[caller.role])];
  }
}

/** Turns what a handler threw into a page. */
export async function failurePage(error: Error, c: Call): Promise<Response> {
  return refusalPage(c, failureOf(error));
}

async function refusalPage(c: Call, failure: Failure): Promise<Response> {
  switch (failure.kind) {
    case "not-found":
      return noticePage(c, 404, "notFound");
    case "method":
      return noticePage(c, 404, "notFound");
    case "forbidden":
      return noticePage(c, 403, "forbidden");
    case "unavailable":
      return noticePage(c, 503, "unavailable");
    case "too-large":
      return noticePage(c, 413, "tooLarge");
    case "media-type":
      return noticePage(c, 415, "badForm");
    case "stale":
      return noticePage(c, 412, "stale");
    default: {
      const view = viewOf(c);
      const { status, detail } = problemOf(failure);
      const texts =
        "errors" in failure
          ? bounded(failure.errors).map((error) => sentence(view.language, error))
          : [failure.kind === "configuration" ? sentence(view.language, failure.fault) : detail];
      return page(
        c,
        view,
        { title: view.t.errors.title, section: null, status: status as 400 | 409 | 500 },
        <div class="text">
          <h1>{view.t.errors.title}</h1>
          {texts.map((text) => (
            <p>{text}</p>
          ))}
          <a class="btn quiet" href={pagePath.overview()}>
            {view.t.errors.toOverview}
          </a>
        </div>,
      );
    }
  }
}
