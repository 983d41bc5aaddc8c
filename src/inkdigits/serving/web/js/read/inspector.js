import { makeBars } from "../bars.js";
import { button, element } from "../element.js";
import { drawField, fieldCanvas } from "../field.js";
import { aDigit, percent } from "../words.js";

/**
 * One digit from near: what the net saw of it, how probable each digit is, and what else it can be.
 * @param {{settle: (digit: object, value: number | null) => void, reset: (digit: object) => void}} on
 */
export function makeInspector(on) {
  const field = fieldCanvas(undefined, "");
  const words = element("p");
  const bars = element("div", {
    class: "bars", role: "group", "aria-label": "How probable each digit is; choose one to correct",
  });
  let shown = null;
  const showBars = makeBars(bars, (label) => on.settle(shown, label));
  const right = button("That is right", () => on.settle(shown, shown.value));
  const none = button("No digit", () => on.settle(shown, null));
  const back = button("As it was read", () => on.reset(shown));
  const root = element(
    "div", { class: "card inspector", role: "group", "aria-label": "The digit that is looked at" },
    field, words, bars, element("p", { class: "row" }, right, none, back),
  );

  function show(digit) {
    shown = digit;
    root.hidden = !digit;
    if (!digit) return;
    drawField(field, digit.read.field);
    field.hidden = !digit.read.field;
    field.setAttribute("aria-label", "28 by 28 pixels: what the net saw");
    words.textContent = inWords(digit);
    showBars(digit.read.probabilities, digit.isOpen ? "doubt" : "sure", digit.isSettled ? digit.value : null);
    right.hidden = digit.isSettled;
    none.hidden = digit.value === null;
    back.hidden = !digit.isSettled;
  }

  return { root, show };
}

function inWords(digit) {
  const { digit: read, confidence, field } = digit.read;
  const touching = field ? "" : " Its ink touches its neighbour’s.";
  if (digit.value === null) return `Taken away; it was read as ${aDigit(read)}.`;
  if (digit.isCorrected) return `Corrected to ${aDigit(digit.value)}; it was read as ${aDigit(read)}.`;
  if (digit.isSettled) return `Confirmed: ${aDigit(read)}.`;
  return `${digit.isOpen ? "Perhaps " : "Read as "}${aDigit(read)}, ${percent(confidence)} sure.${touching}`;
}
