// Makes tables sortable by their headings. Without scripts they stay in the order of the ranking.
"use strict";

const value = (row, column) => {
  const cell = row.cells[column];
  const text = cell.dataset.sort ?? cell.textContent.trim();
  const number = Number(text.replaceAll(",", ""));
  if (text === "" || text === "–") {
    return null;
  }
  return Number.isNaN(number) ? text : number;
};

const compare = (a, b) =>
  typeof a === "number" && typeof b === "number"
    ? a - b
    : String(a).localeCompare(String(b), "en", { numeric: true });

const sort = (table, heading, direction) => {
  const column = heading.cellIndex;
  const body = table.tBodies[0];
  const keyed = [...body.rows].map((row) => ({ row, key: value(row, column) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) {
      return (a.key === null) - (b.key === null); // What has no value stays at the end.
    }
    return direction * compare(a.key, b.key);
  });
  body.append(...keyed.map(({ row }) => row));
  for (const other of heading.parentElement.cells) {
    other.removeAttribute("aria-sort");
  }
  heading.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
};

for (const table of document.querySelectorAll("table.sortable")) {
  for (const heading of table.tHead.rows[table.tHead.rows.length - 1].cells) {
    if ("nosort" in heading.dataset) {
      continue;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    const link = heading.querySelector("a");
    if (link) {
      button.setAttribute("aria-label", `Sort by ${heading.textContent.trim()}`);
      heading.append(button);
    } else {
      button.append(...heading.childNodes);
      heading.append(button);
    }
    button.addEventListener("click", () => {
      const sorted = heading.getAttribute("aria-sort");
      const first = typeof value(table.tBodies[0].rows[0], heading.cellIndex) === "number"
        && !heading.textContent.includes("Rank") ? -1 : 1;
      sort(table, heading, sorted === null ? first : sorted === "ascending" ? -1 : 1);
    });
  }
}
