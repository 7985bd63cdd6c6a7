// Reading works without any of this: it filters, searches and jumps, and touches no text.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const tools = document.querySelector(".tools");
  const changes = [...document.querySelectorAll(".change")].map((element) => ({
    element,
    unit: element.closest(".unit").id,
    kind: element.dataset.kind,
    cause: element.dataset.cause,
    words: null, // read when first searched: ten thousand changes should open at once
  }));
  const units = new Map([...document.querySelectorAll(".unit")].map((unit) => [unit.id, unit]));
  const boxes = [...document.querySelectorAll(".document, .stretch, .unit, .batch")];
  const links = new Map([...document.querySelectorAll(".contents a")].map((a) => [a.hash.slice(1), a.parentElement]));
  const filters = ["kind", "unit", "cause"].map($).filter(Boolean);
  const all = $("status").textContent;
  let current = -1;

  const wordsOf = (change) => {
    if (change.words === null) {
      const title = units.get(change.unit).querySelector("h3").textContent;
      change.words = (title + "\n" + change.element.textContent).replace(/\s+/g, " ").toLowerCase();
    }
    return change.words;
  };

  const filter = () => {
    const terms = $("query").value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = filters.filter((select) => select.value).map((select) => [select.id, select.value]);
    const left = new Set();
    let shown = 0;
    for (const change of changes) {
      const fits =
        wanted.every(([field, value]) => change[field] === value) &&
        (!terms.length || terms.every((term) => wordsOf(change).includes(term)));
      if (change.element.hidden === fits) change.element.hidden = !fits;
      if (fits) {
        shown += 1;
        for (let box = change.element.parentElement; !left.has(box) && box.id !== "changes"; box = box.parentElement) {
          left.add(box);
        }
      }
    }
    for (const box of boxes) box.hidden = !left.has(box);
    for (const [id, unit] of units) links.get(id).hidden = unit.hidden;
    const narrowed = terms.length > 0 || wanted.length > 0;
    for (const repeats of document.querySelectorAll(".repeats")) repeats.hidden = narrowed;
    $("status").textContent = narrowed ? `${shown.toLocaleString("en")} of ${all}` : all;
    $("clear").hidden = !narrowed;
    $("empty").hidden = shown > 0;
    for (const a of document.querySelectorAll(".kinds a")) {
      a.toggleAttribute("aria-current", a.dataset.kind === $("kind").value);
    }
  };

  const clear = () => {
    $("query").value = "";
    for (const select of filters) select.value = "";
    filter();
  };

  const show = (place) => {
    current = place;
    const { element } = changes[place];
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "start" });
  };

  const step = (by) => {
    let place = current;
    do place += by;
    while (place >= 0 && place < changes.length && changes[place].element.hidden);
    if (place >= 0 && place < changes.length) show(place);
  };

  // A link to a change must find it, whatever is filtered out just now.
  const follow = () => {
    const target = location.hash && $(decodeURIComponent(location.hash.slice(1)));
    const place = target ? changes.findIndex((change) => change.element === target) : -1;
    if (place < 0) return;
    if (target.hidden) clear();
    show(place);
  };

  const keys = {
    n: () => step(1),
    p: () => step(-1),
    e: () => {
      const details = current >= 0 && changes[current].element.querySelector("details");
      if (details) details.open = !details.open;
    },
    "/": () => $("query").focus(),
    "?": () => $("help").showModal(),
    Escape: clear,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    if (event.target.closest("input, select, textarea")) {
      if (event.key === "Escape" && event.target === $("query")) clear(), $("query").blur();
      return;
    }
    const action = keys[event.key];
    if (!action || (event.key.length === 1 && !$("shortcuts").checked)) return;
    event.preventDefault();
    action();
  });

  let waiting;
  $("query").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, changes.length > 2000 ? 150 : 0);
  });
  for (const select of filters) select.addEventListener("change", filter);

  document.addEventListener("click", (event) => {
    const kind = event.target.closest(".kinds a");
    if (kind) {
      event.preventDefault();
      $("kind").value = $("kind").value === kind.dataset.kind ? "" : kind.dataset.kind;
      filter();
      tools.scrollIntoView({ block: "start" });
      return;
    }
    const change = event.target.closest(".change");
    if (change) current = changes.findIndex(({ element }) => element === change);
  });

  $("next").addEventListener("click", () => step(1));
  $("previous").addEventListener("click", () => step(-1));
  $("clear").addEventListener("click", clear);
  $("keys").addEventListener("click", () => $("help").showModal());
  $("close").addEventListener("click", () => $("help").close());
  window.addEventListener("hashchange", follow);
  // Paper has no folds.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(".evidence:not([open])")];
    for (const details of folded) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
  });

  tools.hidden = false;
  document.documentElement.classList.add("scripted");
  filter(); // a browser may have kept what was typed before a reload
  follow();
})();
