import { button, element } from "../element.js";
import { percent } from "../words.js";
import { classOf } from "./sheet.js";

/**
 * The numbers of a page as a list. Each line is one stop of the Tab key; arrows go from digit to digit,
 * a digit's key replaces it, Enter confirms, Backspace takes it away, Escape takes that back.
 * @param {import("./document.js").Page} page
 * @param {{pick: (digit: object) => void, settle: (digit: object, value: number | null) => void,
 *   reset: (digit: object) => void, takeRunnerUp: (line: object) => void}} on
 */
export function makeLines(page, on) {
  const root = element("ul", { class: "lines" });
  const buttons = new Map(); // digit → button
  const rows = page.lines.map((line) => makeRow(line, buttons, on));
  root.append(...rows.map(({ item }) => item));
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = [...buttons].find(([, button]) => button === event.target)?.[0];
    if (digit && act(event.key, digit, page, buttons, on)) event.preventDefault();
  });

  function show(current) {
    for (const row of rows) row.show(current);
    for (const [digit, button] of buttons) {
      button.className = classOf(digit, current);
      button.textContent = digit.value ?? "×";
      button.setAttribute("aria-label", labelOf(digit));
      button.setAttribute("aria-pressed", String(digit === current));
    }
  }

  return { root, show, focus: (digit) => buttons.get(digit)?.focus() };
}

function makeRow(line, buttons, on) {
  const parts = line.parts.map((part) => (typeof part === "string" ? between(part) : makeButton(part, buttons, on)));
  const digits = element("span", { class: "digits", role: "group" }, ...parts);
  const sure = element("span", { class: "sure" });
  const other = makeOther(line, on);
  const item = element("li", {}, digits, sure, ...(other ? [other] : []));

  function show(current) {
    digits.setAttribute("aria-label", `${line.text || "nothing"}${line.isOpen ? ", doubtful" : ""}`);
    sure.textContent = line.isCorrected ? "corrected" : `${percent(line.read.confidence)}${line.isOpen ? " ?" : ""}`;
    if (other) other.hidden = line.text === line.read.runner_up.text;
    const stop = line.digits.includes(current) ? current : line.digits[0];
    for (const digit of line.digits) buttons.get(digit).tabIndex = digit === stop ? 0 : -1;
  }

  return { item, show };
}

function makeButton(digit, buttons, on) {
  const made = button("", () => on.pick(digit));
  made.addEventListener("focus", () => on.pick(digit));
  buttons.set(digit, made);
  return made;
}

function makeOther(line, on) {
  if (!line.hasRunnerUp || !line.read.check) return null;
  const { text, confidence } = line.read.runner_up;
  return button(`or ${text}? ${percent(confidence)}`, () => on.takeRunnerUp(line), { class: "other" });
}

const between = (char) => element("span", { class: "between" }, char);

function labelOf(digit) {
  if (digit.value === null) return `${digit.read.digit}, taken away`;
  if (digit.isCorrected) return `${digit.value}, corrected, was ${digit.read.digit}`;
  if (digit.isSettled) return `${digit.value}, confirmed`;
  return `${digit.value}, ${percent(digit.read.confidence)}${digit.isOpen ? ", doubtful" : ""}`;
}

/** Do what a key means; whether it means anything. */
function act(key, digit, page, buttons, on) {
  const line = page.lines.find((one) => one.digits.includes(digit));
  const [row, place] = [page.lines.indexOf(line), line.digits.indexOf(digit)];
  const go = (to) => to && buttons.get(to).focus();
  const beside = (other) => other && other.digits[Math.min(place, other.digits.length - 1)];
  if (/^\d$/.test(key)) on.settle(digit, Number(key));
  else if (key === "Enter") on.settle(digit, digit.value);
  else if (key === "Backspace" || key === "Delete") on.settle(digit, null);
  else if (key === "Escape") on.reset(digit);
  else if (key === "ArrowLeft") go(line.digits[place - 1]);
  else if (key === "ArrowRight") go(line.digits[place + 1]);
  else if (key === "ArrowUp") go(beside(page.lines[row - 1]));
  else if (key === "ArrowDown") go(beside(page.lines[row + 1]));
  else return false;
  return true;
}
