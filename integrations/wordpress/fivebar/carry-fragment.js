((key, code, by) => {
  const find = (hash) => new URLSearchParams(hash.slice(1)).get(key);
  const carry = (href) => {
    const url = new URL(href, document.baseURI);
    if (!url.href.startsWith(`${origin}/`) || href[0] === "#" || find(url.hash)) return href;
    url.hash += `${url.hash && "&"}${key}=${code}`;
    return url.href;
  };
  const isOurs = (form) =>
    form.method === "post" && ![form.getAttribute("action"), by?.getAttribute("formaction")].some((href) => href && href === carry(href));
  const wrap = (go) => (a, e, href) => go.call(history, a, e, href && carry(href));
  const on = (e) => {
    const a = e.composedPath().find((e) => e.matches?.("a[href]:not([download]),area[href]"));
    a?.setAttribute("href", carry(a.getAttribute("href")));
    if (!e.formData) by = e.submitter;
    else if (!e.formData.has(key) && isOurs(e.target)) e.formData.set(key, code);
  };
  code = find(location.hash)?.match(/^[^\w-]*([a-z\d][a-z\d-]{0,38}[a-z\d])([?&;#]|[^\w-]*$)/i)?.[1];
  if (!code) return;
  addEventListener("load", () => document.getElementById(location.hash.slice(1).split("&")[0])?.scrollIntoView());
  ["click", "auxclick", "contextmenu", "dragstart", "submit", "formdata"].map((e) => addEventListener(e, on, true));
  // Scripts that read a form's fields themselves (`serialize`) find a field, in the moment in which it is sent.
  addEventListener(
    "submit",
    ({ target }) => {
      if (target.querySelector(`[name="${key}"]`) || !isOurs(target)) return;
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: key, value: code });
      target.append(field);
    },
    true,
  );
  history.pushState = wrap(history.pushState);
  history.replaceState = wrap(history.replaceState);
})("c");
