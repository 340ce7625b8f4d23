/**
 * Every address of the staff plane, once: its path, its methods, and which roles may come. Links, forms, redirects, the menu, sign-in's way
 * back and the API's operations are made from these two tables, so a changed address changes here alone. Pure.
 */
import { ROLES, type Role } from "../storage/registry/keys.ts";
import { SCRIPT_VERSION } from "./ui/assets/script.ts";
import { STYLE_VERSION } from "./ui/assets/style.ts";

/** `open`: everybody, also without signing in. */
export type Access = readonly Role[] | "open";

const EVERY_KEY: readonly Role[] = ROLES;
const READERS: readonly Role[] = ["reader", "marketer", "admin"];
export const CAN_EDIT: readonly Role[] = ["marketer", "admin"];
const ADMINS: readonly Role[] = ["admin"];
const SITES: readonly Role[] = ["site", "admin"];

/** What an address answers with: a page or a file to a GET, and to the POST of a form. */
export interface PageRoute {
  /** Below `/staff`. */
  readonly path: string;
  readonly page?: Access;
  readonly file?: Access;
  readonly form?: Access;
  /** The page that has the form, where that is another one: sign-in leads back to it. */
  readonly on?: string;
}

/** What the paths of pages begin with. */
export const STAFF = "/staff";

/** What the paths of the reports begin with that are open to everybody who has their token (report_links/open.ts). */
export const OPEN_REPORT = "/report";

/** Where problems of security are reported (security_txt.ts). */
export const SECURITY_TXT = "/.well-known/security.txt";

/** Pages, files and forms of the dashboard. src/staff/pages.tsx has the handler of each. */
export const PAGES = {
  style: { path: `/style-${STYLE_VERSION}.css`, file: "open" },
  script: { path: `/script-${SCRIPT_VERSION}.js`, file: "open" },
  icon: { path: "/icon.svg", file: "open" },
  signIn: { path: "/sign-in", page: "open", form: "open" },
  signOut: { path: "/sign-out", form: READERS },
  startOidc: { path: "/sign-in/oidc", page: "open" },
  finishOidc: { path: "/sign-in/oidc/callback", page: "open" },
  signOutOidc: { path: "/sign-in/oidc/sign-out", page: "open" },
  invitation: { path: "/invitation/{token}", page: "open", form: "open" },

  overview: { path: "", page: READERS },
  whyGroups: { path: "/how", page: READERS },
  reportCsv: { path: "/report.csv", file: READERS },
  reportXlsx: { path: "/report.xlsx", file: READERS },
  chartSvg: { path: "/chart.svg", file: READERS },
  ads: { path: "/ads", page: READERS },
  connect: { path: "/connect", page: READERS },
  carryScript: { path: "/connect/carry.js", file: READERS },
  wordpressPlugin: { path: "/connect/fivebar.zip", file: READERS },

  campaigns: { path: "/campaigns", page: READERS },
  campaignsCsv: { path: "/campaigns.csv", file: READERS },
  newCampaign: { path: "/new-campaign", page: CAN_EDIT, form: CAN_EDIT },
  linkPreview: { path: "/new-campaign/links", file: CAN_EDIT },
  importLinks: { path: "/import", page: CAN_EDIT, form: CAN_EDIT },
  severalCampaigns: { path: "/several-campaigns", page: CAN_EDIT, form: CAN_EDIT, on: "campaigns" },
  qrSheet: { path: "/qr-codes", page: READERS },
  qrZip: { path: "/qr-codes.zip", file: READERS },
  campaign: { path: "/campaigns/{slug}", page: READERS },
  qrSvg: { path: "/campaigns/{slug}/qr.svg", file: READERS },
  qrPng: { path: "/campaigns/{slug}/qr.png", file: READERS },
  testVisit: { path: "/campaigns/{slug}/test-visit", page: READERS },
  testSignup: { path: "/campaigns/{slug}/test-signup", form: READERS, on: "campaign" },
  editCampaign: { path: "/campaigns/{slug}/edit", page: CAN_EDIT, form: CAN_EDIT },
  campaignStatus: { path: "/campaigns/{slug}/status", form: CAN_EDIT, on: "campaign" },
  archiveCampaign: { path: "/campaigns/{slug}/archive", page: CAN_EDIT, form: CAN_EDIT },
  groupSiblings: { path: "/campaigns/{slug}/group", form: CAN_EDIT, on: "campaign" },
  group: { path: "/groups/{group}", page: READERS, form: CAN_EDIT },
  archived: { path: "/archived", page: CAN_EDIT },
  restoreCampaign: { path: "/archived/{slug}/restore", form: CAN_EDIT, on: "archived" },
  deleteCampaign: { path: "/archived/{slug}/delete", page: CAN_EDIT, form: CAN_EDIT },

  targets: { path: "/targets", page: READERS, form: CAN_EDIT },
  removeTarget: { path: "/targets/{id}/remove", form: CAN_EDIT, on: "targets" },
  addAnnotation: { path: "/annotations", form: CAN_EDIT, on: "targets" },
  removeAnnotation: { path: "/annotations/{id}/remove", form: CAN_EDIT, on: "targets" },

  costs: { path: "/costs", page: READERS },
  costsCsv: { path: "/costs.csv", file: READERS },
  costsXlsx: { path: "/costs.xlsx", file: READERS },
  importAdFigures: { path: "/costs/import", page: CAN_EDIT, form: CAN_EDIT },
  adUnits: { path: "/costs/units", page: CAN_EDIT, form: CAN_EDIT },
  undoAdImport: { path: "/costs/imports/{import}/undo", page: CAN_EDIT, form: CAN_EDIT },

  channels: { path: "/channels", page: CAN_EDIT, form: CAN_EDIT },
  renameChannel: { path: "/channels/{id}", form: CAN_EDIT, on: "channels" },
  deleteChannel: { path: "/channels/{id}/delete", page: CAN_EDIT, form: CAN_EDIT },

  settings: { path: "/settings", page: ADMINS },
  status: { path: "/settings/status", page: ADMINS },
  createKey: { path: "/settings/keys", form: ADMINS, on: "settings" },
  changeKeyRole: { path: "/settings/keys/{id}/role", page: ADMINS, form: ADMINS },
  removeKey: { path: "/settings/keys/{id}/remove", page: ADMINS, form: ADMINS, on: "settings" },
  invitations: { path: "/settings/invitations", page: ADMINS, form: ADMINS },
  removeInvitation: { path: "/settings/invitations/{id}/remove", page: ADMINS, form: ADMINS, on: "invitations" },
  addMember: { path: "/settings/members", form: ADMINS, on: "settings" },
  removeMember: { path: "/settings/members/{email}/remove", page: ADMINS, form: ADMINS, on: "settings" },
  addHost: { path: "/settings/hosts", form: ADMINS, on: "settings" },
  removeHost: { path: "/settings/hosts/{host}/remove", page: ADMINS, form: ADMINS, on: "settings" },
  historyCsv: { path: "/settings/history.csv", file: ADMINS },
  historyLines: { path: "/settings/history.jsonl", file: ADMINS },

  reportLinks: { path: "/report-links", page: ADMINS, form: ADMINS },
  removeReportLink: { path: "/report-links/{id}/remove", page: ADMINS, form: ADMINS, on: "reportLinks" },
} as const satisfies Readonly<Record<string, PageRoute>>;

export type PageName = keyof typeof PAGES;

/** The menu, for those whose role may open the page. */
export const MENU = ["overview", "campaigns", "costs", "connect", "settings"] as const satisfies readonly PageName[];

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What the paths of operations begin with. */
export const API = "/api/v1";

/** Operations of the API below `/api/v1`: by address, then by the operation's id in the OpenAPI document. */
export const OPERATIONS = {
  "/campaigns": { listCampaigns: ["GET", READERS], createCampaign: ["POST", CAN_EDIT] },
  "/campaigns/bulk": { createCampaigns: ["POST", CAN_EDIT] },
  "/campaigns/import": { importCampaigns: ["POST", CAN_EDIT] },
  "/campaigns/{slug}": { getCampaign: ["GET", READERS], changeCampaign: ["PATCH", CAN_EDIT], archiveCampaign: ["DELETE", CAN_EDIT] },
  "/campaigns/{slug}/restore": { restoreCampaign: ["POST", CAN_EDIT] },
  "/campaigns/{slug}/qr.svg": { getQrCode: ["GET", READERS] },
  "/channels": { listChannels: ["GET", READERS], createChannel: ["POST", CAN_EDIT] },
  "/channels/{channelId}": { changeChannel: ["PATCH", CAN_EDIT], deleteChannel: ["DELETE", CAN_EDIT] },
  "/hosts": { listHosts: ["GET", READERS], addHost: ["POST", ADMINS] },
  "/hosts/{host}": { removeHost: ["DELETE", ADMINS] },
  "/signups": { reportSignups: ["POST", SITES] },
  "/report": { getReport: ["GET", READERS] },
  "/report.csv": { getReportCsv: ["GET", READERS] },
  "/ad-figures/import": { importAdFigures: ["POST", CAN_EDIT] },
  "/ad-figures": { deleteAdFigures: ["DELETE", CAN_EDIT] },
  "/ad-units": { listAdUnits: ["GET", READERS] },
  "/ad-units/{unit}": { matchAdUnit: ["PATCH", CAN_EDIT] },
  "/costs": { getCosts: ["GET", READERS] },
  "/costs.csv": { getCostsCsv: ["GET", READERS] },
  "/campaigns/{slug}/audience": { getAudience: ["GET", READERS] },
  "/report-links": { listReportLinks: ["GET", ADMINS], createReportLink: ["POST", ADMINS] },
  "/report-links/{id}": { deleteReportLink: ["DELETE", ADMINS] },
  "/annotations": { listAnnotations: ["GET", READERS], addAnnotation: ["POST", CAN_EDIT] },
  "/annotations/{id}": { deleteAnnotation: ["DELETE", CAN_EDIT] },
  "/targets": { listTargets: ["GET", READERS], addTarget: ["POST", CAN_EDIT] },
  "/targets/{id}": { deleteTarget: ["DELETE", CAN_EDIT] },
  "/keys": { listKeys: ["GET", ADMINS], createKey: ["POST", ADMINS] },
  "/keys/{id}": { changeKey: ["PATCH", ADMINS], deleteKey: ["DELETE", ADMINS] },
  "/history.jsonl": { getHistory: ["GET", ADMINS] },
  "/export": { exportTracker: ["POST", ADMINS] },
  "/import": { importTracker: ["POST", ADMINS] },
  "/status": { getStatus: ["GET", EVERY_KEY] },
  "/shards/{shard}/accept-loss": { acceptLoss: ["POST", ADMINS] },
  "/openapi.json": { getOpenApi: ["GET", "open"] },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly [Method, Access]>>>>;

type ByAddress = typeof OPERATIONS;
type OperationPaths = { [P in keyof ByAddress]: { [Id in keyof ByAddress[P]]: P } }[keyof ByAddress];
type UnionToIntersection<U> = (U extends unknown ? (given: U) => void : never) extends (given: infer I) => void ? I : never;
/** From an operation's id to its path. */
type PathOfOperation = UnionToIntersection<OperationPaths>;
type OperationId = keyof PathOfOperation;

/** A path as the router writes it: `:name` for `{name}`. */
export function routerPattern(pattern: string): string {
  return pattern.replaceAll(/\{(\w+)\}/g, ":$1");
}

/** The values that a path has places for, in order. */
type Values<P> = P extends `${string}{${string}}${infer Rest}` ? [value: string, ...Values<Rest>] : [];

function fill(pattern: string, values: readonly string[]): string {
  let place = 0;
  return pattern.replaceAll(/\{\w+\}/g, () => encodeURIComponent(values[place++] ?? ""));
}

type Fillers<Patterns> = { readonly [N in keyof Patterns]: (...values: Values<Patterns[N]>) => string };

function fillers(
  patterns: readonly (readonly [name: string, pattern: string])[],
): Readonly<Record<string, (...values: string[]) => string>> {
  return Object.fromEntries(patterns.map(([name, pattern]) => [name, (...values: string[]) => fill(pattern, values)]));
}

/** The path of a page, file or form: `pagePath.campaign(slug)`. */
export const pagePath = fillers(Object.entries(PAGES).map(([name, route]) => [name, `${STAFF}${route.path}`])) as Fillers<{
  [N in PageName]: (typeof PAGES)[N]["path"];
}>;

export interface OperationRoute {
  /** Its name in the OpenAPI document. */
  readonly id: OperationId;
  readonly method: Method;
  /** Below `/api/v1`, with `{name}` for a parameter. */
  readonly path: string;
  readonly roles: Access;
}

const OPERATION_ROUTES = Object.fromEntries(
  Object.entries(OPERATIONS).flatMap(([at, methods]) =>
    Object.entries(methods).map(([id, [method, roles]]) => [id, { id, method, path: at, roles }]),
  ),
) as unknown as Readonly<Record<OperationId, OperationRoute>>;

export function operation(id: OperationId): OperationRoute {
  return OPERATION_ROUTES[id];
}

/** The path of an operation of the API: `apiPath.getCampaign(slug)`. */
export const apiPath = fillers(Object.values(OPERATION_ROUTES).map(({ id, path: at }) => [id, `${API}${at}`])) as Fillers<PathOfOperation>;
