/**
 * Carries a campaign's code through a site that is left as it is: in front of it, on Cloudflare. A page that was asked for with
 * `?c=fix-tiktok` comes back with the code in its own links and forms. Nothing is stored, and pages without a code pass untouched.
 */
import { codeFrom } from "../../packages/client/src/code.ts";

/** The parameter, as Fivebar's `CODE_PARAM`. */
const PARAM = "c";

export default {
  async fetch(request: Request): Promise<Response> {
    return carry(request, await fetch(request, { redirect: "manual" }));
  },
};

/** The answer to `request` with its code in it, where it has one. */
export function carry(request: Request, response: Response): Response {
  const url = new URL(request.url);
  const code = codeFrom(url.searchParams.get(PARAM));
  if (code === null) return response;
  const page: Page = { url, base: url.href, code };
  const location = response.headers.get("Location");
  if (location !== null) return redirected(response, carried(location, page));
  if (!/^text\/html\b/i.test(response.headers.get("Content-Type") ?? "")) return response;
  const rewritten = rewriter(page).transform(response);
  const answer = new Response(rewritten.body, rewritten);
  // These describe the page as it was.
  for (const name of ["ETag", "Content-MD5", "Digest", "Accept-Ranges"]) answer.headers.delete(name);
  return answer;
}

interface Page {
  readonly url: URL;
  /** What the page's addresses are relative to. */
  base: string;
  /** Letters, digits and hyphens: it stands in HTML and in addresses as it is. */
  readonly code: string;
}

/** A site that redirects, to a page's address with a slash behind it for instance, often forgets the query. */
function redirected(response: Response, location: string): Response {
  const answer = new Response(response.body, response);
  answer.headers.set("Location", location);
  return answer;
}

/**
 * A form gets the code as a field at its end. One with an id may have buttons and fields anywhere on the page (`form="…"`), so its field
 * stands at the end of the page, where all of them are known, and belongs to it by that id.
 */
function rewriter(page: Page): HTMLRewriter {
  /** Whether the form that is being read goes without the code: it, or a button of it, leads elsewhere, or it has a code of its own. */
  let isLeft = false;
  /** The ids of forms that may get the code, as HTML has them, and of those that must not. */
  const ids = new Set<string>();
  const left = new Set<string>();
  /** Leaves the form alone that a button or a field belongs to: by its id, or because it stands in it. */
  const leave = (element: Element): void => {
    const id = element.getAttribute("form");
    if (id === null) isLeft = true;
    else left.add(id);
  };
  const field = (more = ""): string => `<input type="hidden" name="${PARAM}" value="${page.code}"${more}>`;
  return new HTMLRewriter()
    .on("base[href]", {
      element(base) {
        page.base = URL.parse(base.getAttribute("href") ?? "", page.url.href)?.href ?? page.base;
      },
    })
    .on("a[href]:not([download]), area[href]", {
      element(link) {
        const written = link.getAttribute("href") ?? "";
        if (!written.startsWith("#")) link.setAttribute("href", carriedInHtml(written, page));
      },
    })
    .on("form", {
      element(form) {
        const id = form.getAttribute("id");
        isLeft = isElsewhere(form.getAttribute("action"), page);
        form.onEndTag((end) => {
          if (isLeft) return;
          if (id === null) end.before(field(), { html: true });
          else ids.add(id);
        });
      },
    })
    .on(`[name="${PARAM}"]`, { element: leave })
    .on("[formaction]", {
      element(button) {
        // A field goes wherever a button sends the form, and must not go to another site.
        if (isElsewhere(button.getAttribute("formaction"), page)) leave(button);
      },
    })
    .onDocument({
      end(end) {
        // One id may be written in many ways (`&#102;`): where one is, none is told from another.
        const isPlain = [...ids, ...left].every((id) => !id.includes("&"));
        for (const id of isPlain ? ids : [])
          if (!left.has(id)) end.append(field(` form="${id.replaceAll('"', "&quot;")}"`), { html: true });
      },
    });
}

/** Whether a form that is sent to `action` goes without the code: to another site, or to an address with a code of its own. */
function isElsewhere(action: string | null, page: Page): boolean {
  const address = action || page.url.pathname;
  return carriedInHtml(address, page) === address;
}

/** An address as HTML has it. One with other entities than `&amp;` is left alone: better without a code than broken. */
function carriedInHtml(written: string, page: Page): string {
  const address = written.replaceAll("&amp;", "&");
  if (/&#?\w+;/.test(address)) return written;
  const after = carried(address, page);
  return after === address ? written : after.replaceAll("&", "&amp;");
}

/** The address with the code; as it was when it leads elsewhere or has a code of its own. The rest of its query stays as written. */
function carried(address: string, { url: { origin }, base, code }: Page): string {
  const url = URL.parse(address, base);
  if (url === null || !url.href.startsWith(`${origin}/`) || url.searchParams.has(PARAM)) return address;
  url.search += `${url.search === "" ? "" : "&"}${PARAM}=${code}`;
  return url.href;
}
