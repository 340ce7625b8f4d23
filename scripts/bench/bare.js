/** What the runtime can do: the redirect of Fivebar's links with the same headers (`assertSameAnswer` of servers.ts compares them), and nothing else. */
const headers = {
  Location: "https://example.org/petition?c=fix-tiktok#",
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow",
  "Cross-Origin-Opener-Policy": "same-origin",
};

export default {
  fetch() {
    return new Response(null, { status: 302, headers });
  },
};
