"use strict";
const table = document.getElementById("board");
const body = table.tBodies[0];
const rows = [...body.rows];
const filter = document.getElementById("filter");
const count = document.getElementById("count");

function value(row, column, kind) {
  const cell = row.cells[column];
  if (kind === "text") return cell.textContent.trim().toLowerCase();
  // What was not measured goes last, whichever way the table is sorted.
  return cell.dataset.value === "" ? NaN : Number(cell.dataset.value);
}

function sortBy(header, button) {
  const column = header.cellIndex;
  const kind = button.dataset.kind;
  const down = header.getAttribute("aria-sort") === "ascending";
  for (const other of header.parentNode.cells) other.setAttribute("aria-sort", "none");
  header.setAttribute("aria-sort", down ? "descending" : "ascending");
  rows.sort((first, second) => {
    const a = value(first, column, kind);
    const b = value(second, column, kind);
    if (kind === "number" && (isNaN(a) || isNaN(b))) return isNaN(a) - isNaN(b);
    return (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1);
  });
  body.append(...rows);
}

function show() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  count.textContent = words.length ? `${shown} of ${rows.length} rows` : "";
}

for (const button of table.querySelectorAll("th button")) {
  button.addEventListener("click", () => sortBy(button.parentNode, button));
}
filter.addEventListener("input", show);
