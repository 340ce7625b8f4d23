/** The pages below `/staff`: who gets in, and which page answers which address. */

import type { Context } from "hono";
import { Hono } from "hono";
import type { Role } from "../storage/registry/keys.ts";
import { type AccessAnswer, accessIdentity } from "./auth/cloudflare_access.ts";
import { readSession } from "./auth/session.ts";
import { noAccessPage, sessionOver, signIn, signInForm, signOut } from "./auth/sign_in_page.tsx";
import { archiveForm, changeStatus, confirmArchive, testSignup, testVisit } from "./campaigns/actions.tsx";
import { archivedPage, deleteCampaign, deleteCampaignForm } from "./campaigns/archived_page.tsx";
import { campaignPage } from "./campaigns/campaign_page.tsx";
import { editForm, saveCampaign } from "./campaigns/edit_page.tsx";
import { previewLinks } from "./campaigns/link_preview.tsx";
import { campaignList, exportCampaigns } from "./campaigns/list_page.tsx";
import { createCampaign, newCampaignForm } from "./campaigns/new_page.tsx";
import { qrPng, qrSvg } from "./campaigns/qr.ts";
import { channelsPage, deleteChannel, deleteChannelForm, renameChannel } from "./channels/page.tsx";
import { connectPage } from "./connect/page.tsx";
import { type Call, originOf, registry, type StaffEnv } from "./http/context.ts";
import { refuse } from "./http/problem.ts";
import { importCampaigns, importForm } from "./import/page.tsx";
import { CAN_EDIT } from "./openapi/operation.ts";
import { overview, reportCsv } from "./reports/overview_page.tsx";
import { howPage } from "./reports/why_groups_page.tsx";
import { addHost, addMember, createKey, removeForm, removeHost, removeKey, removeMember, settingsPage } from "./settings/page.tsx";
import { SCRIPT, SCRIPT_PATH } from "./ui/assets/script.ts";
import { STYLE, STYLE_PATH } from "./ui/assets/style.ts";
import { failurePage, noticePage } from "./ui/error_pages.tsx";

const YEAR_SECONDS = 31_536_000;
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -5 32 32"><path d="M4 3v16M10 3v16M16 3v16M22 3v16M1 17 25 5" fill="none" stroke="#0f5f5c" stroke-width="3" stroke-linecap="round"/></svg>`;

/** @param onLinksChanged as for `staffApp` */
export function pages(onLinksChanged: () => void): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  app.get(STYLE_PATH.slice("/staff".length), (c) => asset(c, STYLE, "text/css; charset=utf-8"));
  app.get(SCRIPT_PATH.slice("/staff".length), (c) => asset(c, SCRIPT, "text/javascript; charset=utf-8"));
  app.get("/icon.svg", (c) => asset(c, ICON, "image/svg+xml"));

  app.use(requireSameOrigin);
  app.use(checkAccess);
  app.get("/sign-in", signInForm);
  app.post("/sign-in", signIn);
  app.use(requireCaller);
  app.post("/sign-out", signOut);

  app.get("/", overview);
  app.get("/how", howPage);
  app.get("/connect", connectPage);
  app.get("/campaigns", campaignList);
  app.get("/campaigns.csv", exportCampaigns);
  app.get("/report.csv", reportCsv);
  app.get("/campaigns/:slug", campaignPage);
  app.get("/campaigns/:slug/qr.svg", qrSvg);
  app.get("/campaigns/:slug/qr.png", qrPng);

  const editors = requireRoles(CAN_EDIT, (c) => {
    if (c.req.method === "POST" && c.res.status < 400) onLinksChanged();
  });
  app.get("/new-campaign", editors, newCampaignForm);
  app.get("/new-campaign/links", editors, previewLinks);
  app.post("/new-campaign", editors, createCampaign);
  app.get("/import", editors, importForm);
  app.post("/import", editors, importCampaigns);
  app.get("/campaigns/:slug/edit", editors, editForm);
  app.post("/campaigns/:slug/edit", editors, saveCampaign);
  app.post("/campaigns/:slug/status", editors, changeStatus);
  app.get("/campaigns/:slug/archive", editors, archiveForm);
  app.post("/campaigns/:slug/archive", editors, confirmArchive);
  app.get("/campaigns/:slug/test-visit", testVisit);
  app.post("/campaigns/:slug/test-signup", testSignup);

  app.get("/channels", editors, channelsPage);
  app.post("/channels/:id", editors, renameChannel);
  app.get("/channels/:id/delete", editors, deleteChannelForm);
  app.post("/channels/:id/delete", editors, deleteChannel);
  app.get("/archived", editors, archivedPage);
  app.get("/archived/:slug/delete", editors, deleteCampaignForm);
  app.post("/archived/:slug/delete", editors, deleteCampaign);

  const admins = requireRoles(["admin"]);
  app.get("/settings", admins, settingsPage);
  app.post("/settings/keys", admins, createKey);
  app.get("/settings/:kind/:id/remove", admins, removeForm);
  app.post("/settings/keys/:id/remove", admins, removeKey);
  app.post("/settings/members", admins, addMember);
  app.post("/settings/members/:id/remove", admins, removeMember);
  app.post("/settings/hosts", admins, addHost);
  app.post("/settings/hosts/:id/remove", admins, removeHost);

  app.all("*", (c) => noticePage(c, 404, "notFound"));
  app.onError(failurePage);
  return app;
}

function asset(c: Call, text: string, type: string): Response {
  c.set("isCacheable", true);
  return c.body(text, 200, { "Content-Type": type, "Cache-Control": `public, max-age=${YEAR_SECONDS}, immutable` });
}

type Next = () => Promise<void>;

/**
 * Refuses whatever may change something and was not sent by a page of this very dashboard, whatever its body is. Browsers say so in
 * `Sec-Fetch-Site`; those that are too old for it send an `Origin`.
 */
async function requireSameOrigin(c: Context<StaffEnv>, next: Next): Promise<Response | undefined> {
  const site = c.req.header("sec-fetch-site");
  const isOwn = site === undefined ? c.req.header("origin") === originOf(c) : site === "same-origin";
  if (!isOwn && !["GET", "HEAD", "OPTIONS"].includes(c.req.method)) return noticePage(c, 403, "crossSite");
  return void (await next());
}

/** Where Access is the sign-in, nothing is shown to whom it does not vouch for; a member goes on as themselves. */
async function checkAccess(c: Context<StaffEnv>, next: Next): Promise<Response | undefined> {
  if (c.var.config.access === null) return void (await next());
  const answer = await accessIdentity(c);
  if (answer.kind !== "person") return noticePage(c, answer.kind === "unavailable" ? 503 : 403, ACCESS_NOTICES[answer.kind]);
  const member = await registry(c).useMember(answer.email);
  if (member !== null) c.set("caller", { id: member.email, name: member.email, role: member.role });
  c.set("accessEmail", answer.email);
  return void (await next());
}

const ACCESS_NOTICES: Readonly<Record<Exclude<AccessAnswer["kind"], "person">, "noToken" | "badToken" | "accessDown">> = {
  "no-token": "noToken",
  "bad-token": "badToken",
  unavailable: "accessDown",
};

/** Shows the way to sign in to whoever is nobody yet. */
async function requireCaller(c: Context<StaffEnv>, next: Next): Promise<Response | undefined> {
  if (c.get("caller") === undefined) {
    const owner = await readSession(c);
    if (owner === null) {
      if (c.get("accessEmail") !== undefined) return noAccessPage(c);
      return sessionOver(c);
    }
    c.set("caller", { id: owner.id, name: owner.name, role: owner.role });
  }
  return void (await next());
}

/** @param after what follows when the page is made */
function requireRoles(roles: readonly Role[], after: (c: Call) => void = () => undefined) {
  return async (c: Context<StaffEnv>, next: Next): Promise<void> => {
    const { role } = c.var.caller;
    if (!roles.includes(role)) refuse({ kind: "forbidden", detail: `The role ${role} may not do this.` });
    await next();
    after(c);
  };
}
