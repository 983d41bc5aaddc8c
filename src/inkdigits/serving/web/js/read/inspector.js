import { makeBars } from "../bars.js";
import { drawField, fieldCanvas } from "../field.js";
import { aDigit, percent } from "../words.js";

/**
 * One digit from near: what the net saw of it, how probable each digit is, and what else it can be.
 * @param {{settle: (digit: object, value: number | null) => void, reset: (digit: object) => void}} on
 */
export function makeInspector(on) {
  const root = Object.assign(document.createElement("div"), { className: "card inspector" });
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "The digit that is looked at");
  const field = fieldCanvas(undefined, "");
  const words = document.createElement("p");
  const bars = Object.assign(document.createElement("div"), { className: "bars" });
  bars.setAttribute("role", "group");
  bars.setAttribute("aria-label", "How probable each digit is; choose one to correct");
  const buttons = Object.assign(document.createElement("p"), { className: "row" });
  let shown = null;
  const showBars = makeBars(bars, (label) => on.settle(shown, label));
  const right = makeButton("That is right", () => on.settle(shown, shown.value));
  const none = makeButton("No digit", () => on.settle(shown, null));
  const back = makeButton("As it was read", () => on.reset(shown));
  buttons.append(right, none, back);
  root.append(field, words, bars, buttons);

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

function makeButton(text, onClick) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  button.addEventListener("click", onClick);
  return button;
}

function inWords(digit) {
  const { digit: read, confidence, field } = digit.read;
  const touching = field ? "" : " Its ink touches its neighbour’s.";
  if (digit.value === null) return `Taken away; it was read as ${aDigit(read)}.`;
  if (digit.isCorrected) return `Corrected to ${aDigit(digit.value)}; it was read as ${aDigit(read)}.`;
  if (digit.isSettled) return `Confirmed: ${aDigit(read)}.`;
  return `${digit.isOpen ? "Perhaps " : "Read as "}${aDigit(read)}, ${percent(confidence)} sure.${touching}`;
}
