import { makeBars } from "./bars.js";
import { button } from "./element.js";
import { drawField } from "./field.js";
import { stateOf } from "./seen.js";
import { aDigit, percent } from "./words.js";

const place = (id) => document.getElementById(id);

let handlers = {};
let showBars = null;

/**
 * Say what is read: the number, how sure, the ten bars and the field of one of its digits.
 * @param {{rows: object[][], confidence: number, isFinal: boolean}} seen see seen.js; final, once the pen rests.
 * @param {object | undefined} current the digit whose bars are shown.
 * @param {{pick: (digit: object) => void, correct: (label: number) => void}} on what a person does.
 * @returns {string} the same in words, for who does not see it.
 */
export function showAnswer(seen, current, on) {
  handlers = on;
  showBars ??= makeBars(place("bars"), (label) => handlers.correct(label));
  place("answer").setAttribute("aria-busy", String(!seen.isFinal && seen.rows.length > 0));
  showNumber(seen.rows, current);
  const [verdict, why] = inWords(seen, current);
  place("verdict").textContent = verdict;
  place("why").textContent = why;
  drawField(place("field"), current?.field);
  place("field").setAttribute("aria-label", nameOfField(current));
  showBars(current?.digit == null ? null : current.probabilities, current?.mood, current?.label ?? null);
  return `${textOf(seen.rows)}. ${verdict} ${why}`;
}

function nameOfField(current) {
  if (current?.field) return "28 by 28 pixels: your ink, centred and scaled";
  return current?.probabilities ? "None: its ink touches its neighbour’s" : "Nothing yet";
}

const charOf = ({ label, mood, digit }) => label ?? { none: "?", wait: "…" }[mood] ?? digit;

const textOf = (rows) => rows.map((row) => row.map(charOf).join("")).join(" ");

function showNumber(rows, current) {
  const digits = rows.flat();
  const number = place("number");
  number.classList.toggle("none", digits.length === 1 && charOf(digits[0]) === "?");
  number.dataset.text = textOf(rows);
  const longest = Math.max(1, ...rows.map((row) => row.length));
  number.style.setProperty("--number-size", `${Math.min(4.6, 14 / longest)}rem`);
  if (digits.length < 2) {
    number.textContent = textOf(rows);
    return;
  }
  const focused = [...number.children].indexOf(document.activeElement);
  const buttons = rows.map((row) => row.map((digit) => makeButton(digit, digit === current)));
  number.replaceChildren(...buttons.flatMap((row, i) => (i ? ["\n", ...row] : row)));
  number.children[focused]?.focus();
}

function makeButton(digit, isCurrent) {
  const state = stateOf(digit);
  return button(charOf(digit), () => handlers.pick(digit), {
    class: `${state} ${isCurrent ? "current" : ""}`,
    "aria-label": `${charOf(digit)}, ${state || sureOf(digit)}`,
    "aria-pressed": String(isCurrent),
  });
}

const sureOf = ({ mood, confidence }) => (mood === "wait" ? "being read" : percent(confidence));

function inWords({ rows, confidence, isFinal }, current) {
  const digits = rows.flat();
  if (!current || current.mood === "wait") return ["", ""];
  if (current.label !== null) {
    return [`Noted: ${aDigit(current.label)}.`, current.field ? "Kept below, as a labelled digit." : ""];
  }
  if (digits.length > 1) return [isFinal ? `${percent(confidence)} sure of it all.` : "", whyOf(current)];
  if (current.mood === "none") return ["That is no digit I know.", whyOf(current)];
  if (current.mood === "doubt") {
    return [`Perhaps ${aDigit(current.digit)}, or ${aDigit(secondOf(current))}?`, whyOf(current)];
  }
  return [`That’s ${aDigit(current.digit)}. ${percent(current.confidence)} sure.`, whyOf(current)];
}

function whyOf(current) {
  if (current.mood === "none") return `${capital(current.reason)}. If it is one, choose it above.`;
  if (current.mood === "doubt") {
    const share = (digit) => `${percent(current.probabilities[digit])} for ${digit}`;
    return `${share(current.digit)}, ${share(secondOf(current))}. Which is it? Choose it above.`;
  }
  const time = current.milliseconds === undefined ? "" : `Answered in ${Math.ceil(current.milliseconds)} ms. `;
  return `${time}Not right? Choose the right one above.`;
}

function secondOf({ probabilities, digit }) {
  const others = probabilities.map((share, i) => (i === digit ? -1 : share));
  return others.indexOf(Math.max(...others));
}

const capital = (text = "") => text.charAt(0).toUpperCase() + text.slice(1);
