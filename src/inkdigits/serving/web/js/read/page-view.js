import { keepLabel } from "../labelled.js";
import { say } from "../words.js";
import { makeInspector } from "./inspector.js";
import { makeLines } from "./lines.js";
import { makeSheet } from "./sheet.js";

/**
 * A page with its picture, its numbers, and the digit that is looked at.
 * @param {import("./document.js").Page} page
 * @param {ImageBitmap | null} picture
 * @param {() => void} onChange a person changed something.
 */
export function makePageView(page, picture, onChange) {
  const root = Object.assign(document.createElement("article"), { className: "page" });
  const inspector = makeInspector({ settle, reset });
  const lines = makeLines(page, { pick, settle, reset, takeRunnerUp });
  const sheet = picture && makeSheet(page, picture, (digit) => lines.focus(digit));
  const aside = document.createElement("div");
  aside.append(page.lines.length ? lines.root : noNumbers(), inspector.root);
  root.append(Object.assign(document.createElement("h3"), { textContent: page.name }), ...(sheet ? [sheet.root] : []), aside);
  let current = null;

  function pick(digit) {
    current = digit;
    for (const part of [lines, inspector, ...(sheet ? [sheet] : [])]) part.show(current);
  }

  function settle(digit, value) {
    digit.settle(value);
    changed(digit, value);
  }

  function reset(digit) {
    digit.reset();
    changed(digit, null);
  }

  function takeRunnerUp(line) {
    line.takeRunnerUp();
    for (const digit of line.digits) keepLabel(digit, digit.read.field, digit.value);
    pick(line.digits[0]);
    onChange();
  }

  function changed(digit, label) {
    keepLabel(digit, digit.read.field, label);
    pick(digit);
    say(label === null ? "no label" : `now ${label}`);
    onChange();
  }

  pick(null);
  return { root, page, focus: lines.focus };
}

function noNumbers() {
  return Object.assign(document.createElement("p"), { textContent: "No handwritten digits found on this page." });
}

/** A file that could not be read. */
export function makeProblemView({ file, error }) {
  const root = Object.assign(document.createElement("article"), { className: "page" });
  root.append(Object.assign(document.createElement("p"), { className: "notice", textContent: file && !error.includes(file) ? `${file}: ${error}` : error }));
  return { root, page: null };
}
