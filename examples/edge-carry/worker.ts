/**
 * Carries a campaign's code through a site that is left as it is: in front of it, on Cloudflare. A page that was asked for with
 * `?c=fix-tiktok` comes back with the code in its own links and forms. Nothing is stored, and pages without a code pass untouched.
 */

/** The parameter, as Fivebar's `CODE_PARAM`. */
const PARAM = "c";
const CODE = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$/i;

export default {
  async fetch(request: Request): Promise<Response> {
    return carry(request, await fetch(request, { redirect: "manual" }));
  },
};

/** The answer to `request` with its code in it, where it has one. */
export function carry(request: Request, response: Response): Response {
  const url = new URL(request.url);
  const code = url.searchParams.get(PARAM);
  if (code === null || !CODE.test(code)) return response;
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

function rewriter(page: Page): HTMLRewriter {
  /** Whether the form that is being read goes without the code: it leads elsewhere, or has one of its own. */
  let isOwn = false;
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
        const action = form.getAttribute("action") || page.url.pathname;
        isOwn = carriedInHtml(action, page) === action;
        form.onEndTag((end) => {
          if (!isOwn) end.before(`<input type="hidden" name="${PARAM}" value="${page.code}">`, { html: true });
        });
      },
    })
    .on(`form [name="${PARAM}"]`, {
      element() {
        isOwn = true;
      },
    })
    .on("form [formaction]", {
      element(button) {
        // A field goes wherever a button sends the form, and must not go to another site.
        const action = button.getAttribute("formaction") || page.url.pathname;
        if (carriedInHtml(action, page) === action) isOwn = true;
      },
    });
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
