/**
 * What script adds to the pages, which all work without it: copying, the link while it is typed, fresh figures, and the focus on a
 * form's errors. Plain JavaScript as the browser gets it.
 */
import { versionOf } from "./version.ts";

export const SCRIPT = `"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  const prepareCopies = (root) => {
    for (const button of all("[data-copies]", root)) {
      button.hidden = !navigator.clipboard;
      const said = button.nextElementSibling;
      let until = 0;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(button.dataset.copies);
          said.textContent = button.dataset.done;
        } catch {
          // Selected, the text is one key away.
          getSelection().selectAllChildren(button.parentElement.querySelector("code"));
          said.textContent = button.dataset.refused;
        }
        clearTimeout(until);
        until = setTimeout(() => { said.textContent = ""; }, 6000);
      });
    }
  };
  prepareCopies(document);

  document.getElementById("errors")?.focus();

  // The link while the name is typed: the same letters that the server would take.
  const preview = document.querySelector("[data-preview]");
  if (preview) {
    const form = preview.closest("form");
    const plain = (text) => text.normalize("NFKD").replace(/\\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+/, "").slice(0, 36).replace(/-+$/, "");
    const show = () => {
      const typed = form.elements.slug.value.trim().toLowerCase();
      const slug = typed || plain(form.elements.name.value);
      const channels = all("input[name=channels]:checked", form).map((box) => box.value);
      const slugs = channels.length > 1 ? channels.map((channel) => slug + "-" + channel) : [slug];
      const list = preview.querySelector("output");
      preview.hidden = slug === "";
      list.replaceChildren(...slugs.flatMap((one, index) => {
        const code = document.createElement("code");
        code.textContent = preview.dataset.preview + "/" + one;
        return index === 0 ? [code] : [document.createElement("br"), code];
      }));
    };
    form.addEventListener("input", show);
    show();
  }

  // Fresh figures while somebody looks, and not while they do something with them.
  const live = document.querySelector("[data-live]");
  if (live) {
    setInterval(async () => {
      const busy = live.contains(document.activeElement) || live.querySelector("details[open]") || !getSelection().isCollapsed;
      if (document.visibilityState !== "visible" || busy) return;
      try {
        const answer = await fetch(location.href, { headers: { accept: "text/html" } });
        if (!answer.ok || answer.redirected) return;
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
        if (fresh) live.replaceChildren(...fresh.childNodes);
      } catch {
        // Offline: the figures stay as they are.
      }
    }, Number(live.dataset.live) * 1000);
  }
})();
`;

export const SCRIPT_PATH = `/staff/script-${versionOf(SCRIPT)}.js`;
