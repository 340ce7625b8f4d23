((code, button) => {
  const carried = (href) => {
    const url = new URL(href, document.baseURI);
    if (!url.href.startsWith(`${location.origin}/`) || /[?&]c=/.test(url.search)) return href;
    url.search += `${url.search && "&"}c=${code}`;
    return url.href;
  };
  const on = (type, listener) => addEventListener(type, listener, true);
  const link = (event) => {
    const a = event.composedPath().find((node) => node.matches?.('a[href]:not([download],[href^="#"])'));
    a?.setAttribute("href", carried(a.getAttribute("href")));
  };
  const wrap = (go) => (state, title, href) => go.call(history, state, title, href && carried(href));
  if (!code) return;
  on("click", link);
  on("auxclick", link);
  on("contextmenu", link);
  on("dragstart", link);
  on("submit", (event) => {
    button = event.submitter;
  });
  on("formdata", (event) => {
    const href = button?.getAttribute("formaction") || event.target.getAttribute("action") || "/";
    if (href !== carried(href) && !event.formData.has("c")) event.formData.set("c", code);
    button = event.submitter;
  });
  history.pushState = wrap(history.pushState);
  history.replaceState = wrap(history.replaceState);
})(/[?&]c=([a-z\d][a-z\d-]{0,38}[a-z\d])(&|$)/i.exec(location.search)?.[1]);
