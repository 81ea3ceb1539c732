"use strict";
/* Sorting and filtering of tables that are whole without it. Nothing is asked of any server. */
(() => {
  const number = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const before = (one, other) => {
    const [a, b] = [one.dataset.key, other.dataset.key];
    return a !== undefined && b !== undefined
      ? Number(a) - Number(b)
      : number.compare(one.textContent.trim(), other.textContent.trim());
  };
  for (const table of document.querySelectorAll("table")) {
    const heads = [...table.querySelectorAll("thead th[data-order]")];
    if (heads.length === 0 || table.tBodies[0].rows.length < 2) continue;
    table.classList.add("live");
    /* Rows that are equal stay in the order in which they came. */
    const rows = [...table.tBodies[0].rows];
    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.title = document.body.dataset.sort + ": " + button.textContent;
      head.append(button);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const other = { ascending: "descending", descending: "ascending" };
        const order = now ? other[now] : head.dataset.order;
        for (const each of heads) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", order);
        const column = head.cellIndex;
        const sign = order === "ascending" ? 1 : -1;
        const sorted = [...rows].sort((one, two) => sign * before(one.cells[column], two.cells[column]));
        table.tBodies[0].append(...sorted);
      });
    }
  }
  const filter = document.querySelector(".filter");
  if (filter === null) return;
  filter.hidden = false;
  const buttons = [...filter.querySelectorAll("button")];
  const ranked = [...document.querySelectorAll("table.peringkat tbody tr")];
  const said = filter.querySelector("output");
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const kind = button.value;
      for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
      for (const row of document.querySelectorAll("tr[data-kind]")) {
        row.hidden = kind !== "" && row.dataset.kind !== kind;
      }
      const left = ranked.filter((row) => !row.hidden).length;
      filter.classList.toggle("on", kind !== "");
      said.value = kind === "" ? "" : `${left} ${said.dataset.of} ${ranked.length} ${said.dataset.shown} (${kind})`;
    });
  }
})();
