((key, code, by) => {
  const find = (hash) => new URLSearchParams(hash.slice(1)).get(key);
  const carry = (href) => {
    const url = new URL(href, document.baseURI);
    if (!url.href.startsWith(`${location.origin}/`) || href[0] === "#" || find(url.hash)) return href;
    url.hash += `${url.hash && "&"}${key}=${code}`;
    return url.href;
  };
  const out = (href) => href && href === carry(href);
  const on = (e, go) => addEventListener(e, go, true);
  const link = (e) => {
    const a = e.composedPath().find((e) => e.matches?.(":is(a,area)[href]:not([download])"));
    a?.setAttribute("href", carry(a.getAttribute("href")));
  };
  const wrap = (go) => (a, e, href) => go.call(history, a, e, href && carry(href));
  code = find(location.hash);
  if (!code?.match(/^[a-z\d][a-z\d-]{0,38}[a-z\d]$/i)) return;
  on("load", () => document.getElementById(location.hash.slice(1).split("&")[0])?.scrollIntoView());
  on("click", link);
  on("auxclick", link);
  on("contextmenu", link);
  on("dragstart", link);
  on("submit", (e) => {
    by = e.submitter;
  });
  on("formdata", (e) => {
    if (e.formData.has(key) || e.target.method === "get") return;
    if (!out(e.target.getAttribute("action")) && !out(by?.getAttribute("formaction"))) e.formData.set(key, code);
  });
  history.pushState = wrap(history.pushState);
  history.replaceState = wrap(history.replaceState);
})("c");
