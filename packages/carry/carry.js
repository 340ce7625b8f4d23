((key, code, by) => {
  const carry = (href) => {
    const url = new URL(href, document.baseURI);
    if (!url.href.startsWith(`${origin}/`) || url.searchParams.has(key)) return href;
    url.search += `${url.search && "&"}${key}=${code}`;
    return url.href;
  };
  const wrap = (go) => (a, e, href) => go.call(history, a, e, href && carry(href));
  const on = (e) => {
    const a = e.composedPath().find((e) => e.matches?.("a[href]:not([download]),area[href]"));
    a?.setAttribute("href", carry(a.getAttribute("href")));
    if (!e.formData) by = e.submitter;
    else if (!e.formData.has(key) && ![e.target.getAttribute("action"), by?.getAttribute("formaction")].some((e) => e && e === carry(e)))
      e.formData.set(key, code);
  };
  code = new URL(location).searchParams.get(key)?.match(/^[^\w-]*([a-z\d][a-z\d-]{0,38}[a-z\d])([?&;#]|[^\w-]*$)/i)?.[1];
  if (!code) return;
  ["click", "auxclick", "contextmenu", "dragstart", "submit", "formdata"].map((e) => addEventListener(e, on, true));
  history.pushState = wrap(history.pushState);
  history.replaceState = wrap(history.replaceState);
})("c");
