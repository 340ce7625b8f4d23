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

  // A table for slides and documents: its texts alone, without what is drawn; numbers stay on one line.
  const cellText = (cell) => {
    const copy = cell.cloneNode(true);
    for (const part of all("svg,input,button,.said,.also,.hush", copy)) part.remove();
    for (const small of all("small", copy)) small.replaceWith(" (" + small.textContent.trim() + ")");
    for (const line of all(".line-of-cell + .line-of-cell", copy)) line.before(" / ");
    const text = copy.textContent.replace(/\\s+/g, " ").trim();
    // No spreadsheet takes a name for a formula.
    return /^[=+@-]/.test(text) ? "'" + text : text;
  };
  const prepareTables = (root) => {
    for (const button of all("[data-copies-table]", root)) {
      button.hidden = !navigator.clipboard || typeof ClipboardItem === "undefined";
      button.addEventListener("click", async () => {
        const table = button.closest("details, section").querySelector("table");
        const escaped = (text) => text.replace(/[&<>"]/g, (sign) => "&#" + sign.charCodeAt(0) + ";");
        const rows = [...table.rows].map((row) => [...row.cells].filter((cell) => !cell.classList.contains("drawn")).map((cell) => {
          const text = cellText(cell);
          const isNumber = cell.classList.contains("num");
          const look = "padding:4px 10px;border-bottom:1px solid #bbb;text-align:" + (isNumber ? "right;white-space:nowrap" : "left");
          const name = cell.tagName.toLowerCase();
          return { text, html: "<" + name + ' style="' + look + '">' + escaped(text) + "</" + name + ">" };
        }));
        const html = '<table style="border-collapse:collapse">' + rows.map((cells) => "<tr>" + cells.map((cell) => cell.html).join("") + "</tr>").join("") + "</table>";
        const text = rows.map((cells) => cells.map((cell) => cell.text).join("\\t")).join("\\n");
        const said = button.nextElementSibling;
        try {
          const blob = (type, content) => new Blob([content], { type });
          await navigator.clipboard.write([new ClipboardItem({ "text/html": blob("text/html", html), "text/plain": blob("text/plain", text) })]);
          said.textContent = button.dataset.done;
        } catch {
          said.textContent = button.dataset.refused;
        }
      });
    }
  };
  prepareTables(document);

  document.getElementById("errors")?.focus();

  // What was typed and not sent is not left without a question; a key for signing in is nothing to keep.
  let sent;
  const isChanged = (field) =>
    /^(checkbox|radio)$/.test(field.type)
      ? field.checked !== field.defaultChecked
      : field.type !== "password" && "defaultValue" in field && field.value !== field.defaultValue;
  const isUnsent = (form) => form !== sent && ("unsent" in form.dataset || [...form.elements].some(isChanged));
  // A second click sends nothing: its answer would take the place of the first one's, such as of a key that is shown once.
  let sentUntil = 0;
  addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    if (event.target === sent && Date.now() < sentUntil) {
      event.preventDefault();
      return;
    }
    sent = event.target;
    sentUntil = Date.now() + 10000;
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) sent = undefined;
  });
  addEventListener("beforeunload", (event) => {
    if (!all("form[method=post]").some(isUnsent)) return;
    event.preventDefault();
    // Whoever stays may send again.
    sentUntil = 0;
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
          link.download = button.dataset.name;
          link.click();
          setTimeout(() => URL.revokeObjectURL(link.href), 60000);
        }, "image/png");
      };
      image.src = button.dataset.png;
    });
  }

  // All campaigns of the list at once.
  const tickAll = document.querySelector("[data-tick-all]");
  if (tickAll) {
    const box = tickAll.querySelector("input");
    const boxes = [...box.form.elements].filter(({ name }) => name === "campaign");
    tickAll.hidden = false;
    box.addEventListener("change", () => {
      for (const one of boxes) one.checked = box.checked;
    });
    document.addEventListener("change", () => {
      const ticked = boxes.filter((one) => one.checked).length;
      box.checked = ticked === boxes.length;
      box.indeterminate = ticked > 0 && ticked < boxes.length;
    });
  }

  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // Fresh figures while somebody looks, and not while they do something with them.
  const live = document.querySelector("[data-live]");
  if (live) {
    const note = document.querySelector("[data-live-note]");
    if (note) note.hidden = false;
    const timer = setInterval(async () => {
      const busy = live.contains(document.activeElement) || live.querySelector("details[open]") || !getSelection().isCollapsed;
      if (document.visibilityState !== "visible" || busy) return;
      try {
        const answer = await fetch(location.href, { headers: { accept: "text/html" } });
        if (answer.redirected) {
          clearInterval(timer);
          if (note) note.hidden = true;
          document.querySelector("[data-over]").hidden = false;
        }
        if (!answer.ok || answer.redirected) return;
        const now = new DOMParser().parseFromString(await answer.text(), "text/html");
        // The first figures have come where the first steps were, or the campaign has another name.
        if (now.title !== document.title) location.reload();
        const fresh = now.querySelector("[data-live]");
        if (fresh) {
          live.replaceChildren(...fresh.childNodes);
          prepareCopies(live);
          prepareTables(live);
        }
      } catch {
        // Offline: the figures stay as they are.
      }
    }, Number(live.dataset.live) * 1000);
  }
})();
`;

export const SCRIPT_VERSION = versionOf(SCRIPT);
