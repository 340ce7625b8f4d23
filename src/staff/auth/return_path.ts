/** Sign-in's way back: which addresses it may lead on to, and to which page the sender of a form returns. Pure. */
import { PAGES, type PageName, type PageRoute, pagePath, STAFF } from "../routes.ts";

const ROUTES = Object.values(PAGES) as readonly PageRoute[];

/** `{slug}` in a path of the table as a named group. */
function patternOf(route: PageRoute): string {
  return `${STAFF}${route.path}`.replaceAll(".", "\\.").replaceAll(/\{(\w+)\}/g, "(?<$1>[\\w.~%@+-]{1,200})");
}

const QUERY = "(?:\\?[\\w.~%&=+*-]{0,500})?";
const WITHIN = ROUTES.filter(({ page }) => page !== undefined && page !== "open").map(
  (route) => new RegExp(`^${patternOf(route)}${QUERY}$`),
);

/** Whether `address` is that of a page that can be opened by its address, with its query. */
export function isPagePath(address: string): boolean {
  return WITHIN.some((pattern) => pattern.test(address));
}

/** The sign-in page. It leads on to `next` if that is a page of this dashboard, and repeats no other address. */
export function signInPath(next: string): string {
  return isPagePath(next) && next !== pagePath.overview() ? `${pagePath.signIn()}?next=${encodeURIComponent(next)}` : pagePath.signIn();
}

const FORMS = ROUTES.filter(({ form }) => form !== undefined).map((route) => ({ route, pattern: new RegExp(`^${patternOf(route)}$`) }));

/** The page with the form that is sent to `address`: the page that the table names, or the page at `address` itself; empty if none. */
export function pageWithForm(address: string): string {
  for (const { route, pattern } of FORMS) {
    const found = pattern.exec(address);
    if (found === null) continue;
    const page: PageRoute = route.on === undefined ? route : PAGES[route.on as PageName];
    return `${STAFF}${page.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => found.groups?.[name] ?? "")}`;
  }
  return "";
}
