((key, code, by) => {
  const carry = (href) => {
    const url = new URL(href, document.baseURI);
    if (!url.href.startsWith(`${location.origin}/`) || url.searchParams.has(key)) return href;
    url.search += `${url.search && "&"}${key}=${code}`;
    return url.href;
  };
  const on = (type, go) => addEventListener(type, go, true);
  const link = (e) => {
    const a = e.composedPath().find((e) => e.matches?.(':is(a,area)[href]:not([download],[href^="#"])'));
    a?.setAttribute("href", carry(a.getAttribute("href")));
  };
  const wrap = (go) => (a, e, href) => go.call(history, a, e, href && carry(href));
  code = new URL(location).searchParams.get(key);
  if (!code?.match(/^[a-z\d][a-z\d-]{0,38}[a-z\d]$/i)) return;
  on("click", link);
  on("auxclick", link);
  on("contextmenu", link);
  on("dragstart", link);
  on("submit", (e) => {
    by = e.submitter;
  });
  on("formdata", (e) => {
    const href = by?.getAttribute("formaction") || e.target.getAttribute("action") || "/";
    if (href !== carry(href) && !e.formData.has(key)) e.formData.set(key, code);
    by = e.submitter;
  });
  history.pushState = wrap(history.pushState);
  history.replaceState = wrap(history.replaceState);
})("c");
