// Keyboard and completion on top of pages that work without: nothing is loaded, sent or written into the page.
"use strict";
(() => {
  const field = document.getElementById("q");
  const help = document.getElementById("keys");
  const wanted = document.getElementById("use-keys");

  // Single keys can be switched off (WCAG 2.1.4): speech input would press them.
  const remembered = () => { try { return localStorage.getItem("keys") !== "off"; } catch { return true; } };
  if (wanted) {
    wanted.closest("label").hidden = false;
    wanted.checked = remembered();
    wanted.addEventListener("change", () => {
      try { localStorage.setItem("keys", wanted.checked ? "on" : "off"); } catch { /* private windows keep nothing */ }
    });
  }

  let at = -1;
  const move = (step) => {
    const rows = [...document.querySelectorAll("[data-list] > li, [data-list] > .alert")];
    if (!rows.length) return;
    rows[at]?.classList.remove("here");
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[at].classList.add("here");
    rows[at].scrollIntoView({ block: "nearest" });
    rows[at].querySelector("a")?.focus({ preventScroll: true });
  };
  const actions = {
    "/": () => { if (field) { field.focus(); field.select(); } else { location.href = "/search"; } },
    "j": () => move(1),
    "k": () => move(-1),
    "?": () => { help.open = true; help.querySelector("summary").focus(); },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || wanted?.checked === false) return;
    const action = actions[event.key];
    if (action) { event.preventDefault(); action(); }
  });

  // A list of the browser completes a whole field: what was typed before the last word is put before each entry.
  const list = field?.list;
  if (list) {
    const clauses = [...list.options].map((option) => option.value);
    const complete = () => {
      const [, before, last] = /^(.*?)((?:[^\s"()]|"[^"]*"?)*)$/s.exec(field.value);
      const typed = last.replaceAll('"', "").toLowerCase();
      const fits = (clause) => typed && clause.replaceAll('"', "").toLowerCase().includes(typed);
      list.replaceChildren(...clauses.filter(fits).slice(0, 30).map((clause) => new Option("", before + clause)));
    };
    field.addEventListener("input", complete);
  }
})();
