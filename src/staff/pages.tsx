/** The pages below `/staff`: who gets in, and which page answers which address. */

import type { Context } from "hono";
import { Hono } from "hono";
import type { Role } from "../storage/registry/keys.ts";
import { importAdFigures, importAdForm } from "./ad_figures/import_page.tsx";
import { undoAdImport, undoAdImportForm } from "./ad_figures/undo_page.ts";
import { adUnitsPage, matchUnit } from "./ad_figures/units_page.tsx";
import { type AccessAnswer, accessIdentity } from "./auth/cloudflare_access.ts";
import { finishOidc, signOutOidc, startOidc } from "./auth/openid_pages.tsx";
import { callerOf, readSession } from "./auth/session.ts";
import { noAccessPage, sessionOver, signIn, signInForm, signOut } from "./auth/sign_in_page.tsx";
import { archiveForm, changeStatus, confirmArchive, testSignup, testVisit } from "./campaigns/actions.tsx";
import { archivedPage, deleteCampaign, deleteCampaignForm, restoreCampaign } from "./campaigns/archived_page.tsx";
import { campaignPage } from "./campaigns/campaign_page.tsx";
import { editForm, saveCampaign } from "./campaigns/edit_page.tsx";
import { previewLinks } from "./campaigns/link_preview.tsx";
import { campaignList, exportCampaigns } from "./campaigns/list_page.tsx";
import { createCampaign, newCampaignForm } from "./campaigns/new_page.tsx";
import { qrPng, qrSvg } from "./campaigns/qr.ts";
import { qrSheet, qrZip } from "./campaigns/qr_sheet.tsx";
import { changeSeveral, severalForm } from "./campaigns/several_page.tsx";
import { addChannel, channelsPage, deleteChannel, deleteChannelForm, renameChannel } from "./channels/page.tsx";
import { carryScript, wordpressPlugin } from "./connect/files.ts";
import { connectPage } from "./connect/page.tsx";
import { costsPage } from "./costs/page.tsx";
import { costsCsvFile, costsWorkbook } from "./costs/sheet_file.ts";
import { groupPage, groupSiblings, saveGroup } from "./groups/page.tsx";
import { historyCsv, historyLines } from "./history/export.ts";
import { originOf, registry, type StaffContext, type StaffEnv } from "./http/context.ts";
import { refuse } from "./http/problem.ts";
import { importCampaigns, importForm } from "./import/page.tsx";
import { acceptInvitation, invitationPage } from "./invitations/open_page.tsx";
import { createInvitation, invitationsPage, removeInvitation, removeInvitationForm } from "./invitations/page.tsx";
import { changeKeyRole, keyRoleForm } from "./keys/role_page.tsx";
import { createReportLink, removeReportLink, removeReportLinkForm, reportLinksPage } from "./report_links/page.tsx";
import { adsPage } from "./reports/ads_page.tsx";
import { chartSvg } from "./reports/chart_file.tsx";
import { overview } from "./reports/overview_page.tsx";
import { reportCsvSheet, reportWorkbook } from "./reports/sheet_file.ts";
import { howPage } from "./reports/why_groups_page.tsx";
import { CAN_EDIT, PAGES, type PageName, type PageRoute, routerPattern } from "./routes.ts";
import {
  addHost,
  addMember,
  createKey,
  removeHost,
  removeHostForm,
  removeKey,
  removeKeyForm,
  removeMember,
  removeMemberForm,
  settingsPage,
} from "./settings/page.tsx";
import { statusPage } from "./status/page.tsx";
import { addAnnotation, addTarget, removeAnnotation, removeTarget, targetsPage } from "./targets/page.tsx";
import { SCRIPT } from "./ui/assets/script.ts";
import { STYLE } from "./ui/assets/style.ts";
import { failurePage, noticePage } from "./ui/error_pages.tsx";

const YEAR_SECONDS = 31_536_000;
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -5 32 32"><path d="M4 3v16M10 3v16M16 3v16M22 3v16M1 17 25 5" fill="none" stroke="#0f5f5c" stroke-width="3" stroke-linecap="round"/></svg>`;

type Handler = (c: StaffContext) => Response | Promise<Response>;

/** What a route of the table answers with: the compiler asks for each. */
type Answers<R> = { readonly [K in keyof R & Answer]: Handler };
type Answer = "page" | "file" | "form";

const HANDLERS: { readonly [N in PageName]: Answers<(typeof PAGES)[N]> } = {
  style: { file: (c) => asset(c, STYLE, "text/css; charset=utf-8") },
  script: { file: (c) => asset(c, SCRIPT, "text/javascript; charset=utf-8") },
  icon: { file: (c) => asset(c, ICON, "image/svg+xml") },
  signIn: { page: signInForm, form: signIn },
  signOut: { form: signOut },
  startOidc: { page: startOidc },
  finishOidc: { page: finishOidc },
  signOutOidc: { page: signOutOidc },
  invitation: { page: invitationPage, form: acceptInvitation },

  overview: { page: overview },
  whyGroups: { page: howPage },
  reportCsv: { file: reportCsvSheet },
  reportXlsx: { file: reportWorkbook },
  chartSvg: { file: chartSvg },
  ads: { page: adsPage },
  connect: { page: connectPage },
  carryScript: { file: carryScript },
  wordpressPlugin: { file: wordpressPlugin },

  campaigns: { page: campaignList },
  campaignsCsv: { file: exportCampaigns },
  newCampaign: { page: newCampaignForm, form: createCampaign },
  linkPreview: { file: previewLinks },
  importLinks: { page: importForm, form: importCampaigns },
  severalCampaigns: { page: severalForm, form: changeSeveral },
  qrSheet: { page: qrSheet },
  qrZip: { file: qrZip },
  campaign: { page: campaignPage },
  qrSvg: { file: qrSvg },
  qrPng: { file: qrPng },
  testVisit: { page: testVisit },
  testSignup: { form: testSignup },
  editCampaign: { page: editForm, form: saveCampaign },
  campaignStatus: { form: changeStatus },
  archiveCampaign: { page: archiveForm, form: confirmArchive },
  groupSiblings: { form: groupSiblings },
  group: { page: groupPage, form: saveGroup },
  archived: { page: archivedPage },
  restoreCampaign: { form: restoreCampaign },
  deleteCampaign: { page: deleteCampaignForm, form: deleteCampaign },

  targets: { page: targetsPage, form: addTarget },
  removeTarget: { form: removeTarget },
  addAnnotation: { form: addAnnotation },
  removeAnnotation: { form: removeAnnotation },

  costs: { page: costsPage },
  costsCsv: { file: costsCsvFile },
  costsXlsx: { file: costsWorkbook },
  importAdFigures: { page: importAdForm, form: importAdFigures },
  adUnits: { page: adUnitsPage, form: matchUnit },
  undoAdImport: { page: undoAdImportForm, form: undoAdImport },

  channels: { page: channelsPage, form: addChannel },
  renameChannel: { form: renameChannel },
  deleteChannel: { page: deleteChannelForm, form: deleteChannel },

  settings: { page: settingsPage },
  status: { page: statusPage },
  createKey: { form: createKey },
  changeKeyRole: { page: keyRoleForm, form: changeKeyRole },
  removeKey: { page: removeKeyForm, form: removeKey },
  invitations: { page: invitationsPage, form: createInvitation },
  removeInvitation: { page: removeInvitationForm, form: removeInvitation },
  addMember: { form: addMember },
  removeMember: { page: removeMemberForm, form: removeMember },
  addHost: { form: addHost },
  removeHost: { page: removeHostForm, form: removeHost },
  historyCsv: { file: historyCsv },
  historyLines: { file: historyLines },

  reportLinks: { page: reportLinksPage, form: createReportLink },
  removeReportLink: { page: removeReportLinkForm, form: removeReportLink },
};

/** @param onLinksChanged as for `staffApp` */
export function pages(onLinksChanged: () => void): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  const addAll = (answer: Answer, isOpen: boolean): void => {
    for (const [name, route] of Object.entries(PAGES) as [PageName, PageRoute][]) {
      const roles = route[answer];
      const handler = (HANDLERS[name] as Partial<Record<Answer, Handler>>)[answer];
      if (roles === undefined || handler === undefined || (roles === "open") !== isOpen) continue;
      const guard = roles === "open" ? proceed : requireRoles(roles, roles === CAN_EDIT && answer === "form" ? onLinksChanged : null);
      app.on(answer === "form" ? "POST" : "GET", [routerPattern(route.path) || "/"], guard, handler);
    }
  };
  addAll("file", true);
  app.use(requireSameOrigin);
  app.use(checkAccess);
  addAll("page", true);
  addAll("form", true);
  app.use(requireCaller);
  for (const answer of ["page", "file", "form"] as const) addAll(answer, false);

  app.all("*", (c) => noticePage(c, 404, "notFound"));
  app.onError(failurePage);
  return app;
}

function asset(c: StaffContext, text: string, type: string): Response {
  c.set("isCacheable", true);
  return c.body(text, 200, { "Content-Type": type, "Cache-Control": `public, max-age=${YEAR_SECONDS}, immutable` });
}

type Next = () => Promise<void>;

/**
 * CSRF protection: refuses each request that may change something, unless a page of this dashboard sent it. Its body does not matter.
 * Browsers say so in `Sec-Fetch-Site`; those that are too old for it send an `Origin`.
 */
async function requireSameOrigin(c: Context<StaffEnv>, next: Next): Promise<Response | undefined> {
  const site = c.req.header("sec-fetch-site");
  const isOwn = site === undefined ? c.req.header("origin") === originOf(c) : site === "same-origin";
  if (!isOwn && !["GET", "HEAD", "OPTIONS"].includes(c.req.method)) return noticePage(c, 403, "crossSite");
  return void (await next());
}

/** With Access as the sign-in: refuses everybody whom it does not vouch for; a member becomes the caller. */
async function checkAccess(c: Context<StaffEnv>, next: Next): Promise<Response | undefined> {
  if (c.var.config.access === null) return void (await next());
  const answer = await accessIdentity(c);
  if (answer.type !== "person") return noticePage(c, answer.type === "unavailable" ? 503 : 403, ACCESS_NOTICES[answer.type]);
  const member = await registry(c).useMember(answer.email, "admin");
  if (member !== null) c.set("caller", callerOf(member));
  c.set("accessEmail", answer.email);
  return void (await next());
}

const ACCESS_NOTICES: Readonly<Record<Exclude<AccessAnswer["type"], "person">, "noToken" | "badToken" | "accessDown">> = {
  "no-token": "noToken",
  "bad-token": "badToken",
  unavailable: "accessDown",
};

/** Leads requests without a caller and without a session to sign-in. */
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

async function proceed(_: StaffContext, next: Next): Promise<void> {
  await next();
}

/** @param onDone called when what was asked for was not refused */
function requireRoles(roles: readonly Role[], onDone: (() => void) | null) {
  return async (c: Context<StaffEnv>, next: Next): Promise<void> => {
    const { role } = c.var.caller;
    if (!roles.includes(role)) refuse({ type: "forbidden", detail: `The role ${role} may not do this.` });
    await next();
    if (c.res.status < 400) onDone?.();
  };
}
