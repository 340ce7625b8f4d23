/**
 * What script adds to the pages, which all work without it: copying, the link while it is typed, fresh figures, and the focus on a
 * form's errors, and a question before what was typed is lost. Plain JavaScript as the browser gets it.
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

  // What was typed and not sent is not left without a question; a key for signing in is nothing to keep.
  let sent;
  const isChanged = (field) =>
    /^(checkbox|radio)$/.test(field.type)
      ? field.checked !== field.defaultChecked
      : field.type !== "password" && "defaultValue" in field && field.value !== field.defaultValue;
  const isUnsent = (form) => form !== sent && ("unsent" in form.dataset || [...form.elements].some(isChanged));
  addEventListener("submit", (event) => { sent = event.target; });
  addEventListener("beforeunload", (event) => {
    if (all("form[method=post]").some(isUnsent)) event.preventDefault();
  });

  // The links while the name is typed: those that the server would make.
  const preview = document.querySelector("[data-preview]");
  if (preview) {
    const form = preview.closest("form");
    let asked = 0;
    let timer;
    const show = async () => {
      const turn = ++asked;
      const query = new URLSearchParams([...new FormData(form)].filter(([name]) => ["name", "slug", "channels"].includes(name)));
      try {
        const answer = await fetch(preview.dataset.preview + "?" + query);
        if (!answer.ok || answer.redirected || turn !== asked) return;
        const links = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("output");
        if (turn !== asked || !links) return;
        preview.hidden = links.childNodes.length === 0;
        const list = preview.querySelector("output");
        list.className = links.className;
        list.replaceChildren(...links.childNodes);
      } catch {
        // Offline: what the link will be shows when it is made.
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, 150);
    });
    show();
  }

  // A chart as PNG: the browser draws the SVG file at twice its size.
  for (const button of document.querySelectorAll("[data-png]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const image = new Image();
      image.onload = () => {
        const canvas = document.createElement("canvas");
        canvas.width = image.naturalWidth * 2;
        canvas.height = image.naturalHeight * 2;
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => {
          const link = document.createElement("a");
          link.href = URL.createObjectURL(blob);
          link.download = "fivebar.png";
          link.click();
          setTimeout(() => URL.revokeObjectURL(link.href), 60000);
        }, "image/png");
      };
      image.src = button.dataset.png;
    });
  }

  // Fresh figures while somebody looks, and not while they do something with them.
  const live = document.querySelector("[data-live]");
  if (live) {
    const note = document.querySelector("[data-live-note]");
    note.hidden = false;
    const timer = setInterval(async () => {
      const busy = live.contains(document.activeElement) || live.querySelector("details[open]") || !getSelection().isCollapsed;
      if (document.visibilityState !== "visible" || busy) return;
      try {
        const answer = await fetch(location.href, { headers: { accept: "text/html" } });
        if (answer.redirected) {
          clearInterval(timer);
          note.hidden = true;
          document.querySelector("[data-over]").hidden = false;
        }
        if (!answer.ok || answer.redirected) return;
        const now = new DOMParser().parseFromString(await answer.text(), "text/html");
        // The first figures have come where the first steps were, or the campaign has another name.
        if (now.title !== document.title) location.reload();
        const fresh = now.querySelector("[data-live]");
        if (fresh) live.replaceChildren(...fresh.childNodes);
      } catch {
        // Offline: the figures stay as they are.
      }
    }, Number(live.dataset.live) * 1000);
  }
})();
`;

export const SCRIPT_VERSION = versionOf(SCRIPT);
