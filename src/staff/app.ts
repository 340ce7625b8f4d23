/** The staff plane: the JSON API and, below `/staff`, the pages. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { methodNotAllowed } from "hono/method-not-allowed";
import { secureHeaders } from "hono/secure-headers";
import * as v from "valibot";
import { MAX_AD_FILE_BYTES, MAX_AD_FORM_BYTES } from "../domain/ad_figures/limits.ts";
import type { Config } from "../domain/config.ts";
import { MAX_BODY_BYTES } from "../domain/limits.ts";
import type { Failure } from "../domain/problems.ts";
import { MAX_MOVE_RECORD_BYTES } from "../storage/move/seal.ts";
import { requireRole } from "./auth/access_keys.ts";
import type { StaffContext, StaffEnv } from "./http/context.ts";
import { BROKEN_BODY, readQuery } from "./http/input.ts";
import { failureOf, problemResponse, Refusal } from "./http/problem.ts";
import { apiOperations } from "./openapi/operations.ts";
import { pages } from "./pages.tsx";
import { openReport } from "./report_links/open.ts";
import { API, apiPath, CAN_EDIT, OPEN_REPORT, pagePath, routerPattern, SECURITY_TXT, STAFF } from "./routes.ts";
import { securityTxt } from "./security_txt.ts";
import { failurePage } from "./ui/error_pages.tsx";

const NO_QUERY = v.strictObject({});

export type StaffApp = Hono<StaffEnv>;

/** @param onLinksChanged called when somebody who may has changed something that visitors could see */
export function staffApp(config: Config, onLinksChanged: () => void): StaffApp {
  const app = new Hono<StaffEnv>();
  // Before the staff plane's middleware: what is open to everybody has headers of its own.
  app.all(`${OPEN_REPORT}/*`, (c) => openReport(c, config));
  app.all(SECURITY_TXT, (c) => securityTxt(c.req.raw, config));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, allowed) =>
        isPage(c) ? failurePage(new Refusal({ type: "method", allowed }), c) : problemResponse({ type: "method", allowed }),
    }),
  );
  app.use(async (c, next) => {
    await next();
    // Without a referrer browsers send `Origin: null` with forms, and older ones say in no other way where a form comes from.
    if (isPage(c)) c.header("Referrer-Policy", "same-origin");
  });
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: "DENY",
      strictTransportSecurity: false,
    }),
  );
  app.use(async (c, next) => {
    c.set("config", config);
    await next();
    if (c.get("isCacheable") !== true) c.header("Cache-Control", "no-store");
    if (c.req.url.startsWith("https:")) c.header("Strict-Transport-Security", "max-age=31536000");
  });
  app.use(async (c, next) => {
    const maxBytes = maxBodyBytes(c.req.path);
    try {
      return await bodyLimit({
        maxSize: maxBytes,
        onError: () => failed(c, { type: "too-large", maxBytes: Math.min(maxBytes, MAX_AD_FILE_BYTES) }),
      })(c, next);
    } catch {
      // A body without a length is read here, and that can fail. Failures of handlers are answered in onError.
      return failed(c, BROKEN_BODY);
    }
  });

  const operations = apiOperations(config);
  for (const operation of operations) {
    app.on(operation.method, routerPattern(`${API}${operation.path}`), async (c) => {
      if (operation.roles !== "open") await requireRole(c, operation.roles);
      if (operation.query === undefined) readQuery(c, NO_QUERY);
      const answer = await operation.run(c);
      if (operation.roles === CAN_EDIT) onLinksChanged();
      return answer;
    });
  }
  app.route(STAFF, pages(onLinksChanged));

  app.notFound(() => problemResponse({ type: "not-found", detail: `There is nothing here; ${apiPath.getOpenApi()} lists what there is.` }));
  app.onError((error) => problemResponse(failureOf(error)));
  return app;
}

/** Files of ad platforms are larger than all else; the dashboard's form carries one from step to step as text. */
function maxBodyBytes(path: string): number {
  if (path === apiPath.importAdFigures()) return MAX_AD_FILE_BYTES;
  if (path === apiPath.importTracker()) return MAX_MOVE_RECORD_BYTES;
  return path === pagePath.importAdFigures() ? MAX_AD_FORM_BYTES : MAX_BODY_BYTES;
}

/** The answer to a failure that is met before any page or operation. */
function failed(c: StaffContext, failure: Failure): Response | Promise<Response> {
  return isPage(c) ? failurePage(new Refusal(failure), c) : problemResponse(failure);
}

/** Whether the answer goes to somebody who reads it, and not to a program. */
function isPage(c: StaffContext): boolean {
  return c.req.path === STAFF || c.req.path.startsWith(`${STAFF}/`);
}
