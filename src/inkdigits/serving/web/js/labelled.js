import { element } from "./element.js";
import { bytesOf, fieldCanvas } from "./field.js";
import { save } from "./save.js";

/** Digits whose label a person gave: kept on this page until it is closed, saved as Kaggle's CSV. */
const labelled = new Map(); // whose it is → {field, label}

/**
 * @param {string} owner names the digit; a second label for the same one replaces the first.
 * @param {string} field base64 of 784 bytes.
 * @param {number | null} label null takes it back.
 */
export function keepLabel(owner, field, label) {
  if (label === null || !field) labelled.delete(owner);
  else labelled.set(owner, { field, label });
  show();
}

/** What `inkdigits train --data` reads: label,pixel0,...,pixel783. */
export function labelledCsv() {
  const header = ["label", ...Array.from({ length: 784 }, (_, i) => `pixel${i}`)];
  const rows = [...labelled.values()].map(({ field, label }) => [label, ...bytesOf(field)]);
  return [header, ...rows].map((row) => `${row.join(",")}\n`).join("");
}

export function startLabelled() {
  document.getElementById("labelled-save").addEventListener("click", () => {
    save("labelled-digits.csv", "text/csv", labelledCsv());
  });
  document.getElementById("labelled-forget").addEventListener("click", () => {
    labelled.clear();
    show();
    document.getElementById("main").focus();
  });
}

function show() {
  document.getElementById("labelled").hidden = labelled.size === 0;
  const items = [...labelled.values()].map(({ field, label }) =>
    element("li", {}, fieldCanvas(field, `labelled ${label}`), String(label)),
  );
  document.getElementById("labelled-list").replaceChildren(...items);
}
