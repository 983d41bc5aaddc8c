import { element } from "../element.js";
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
  const inspector = makeInspector({ settle, reset });
  const lines = makeLines(page, { pick, settle, reset, takeRunnerUp });
  const sheet = picture && makeSheet(page, picture, (digit) => lines.focus(digit));
  const numbers = page.lines.length ? lines.root : element("p", {}, "No handwritten digits found on this page.");
  const root = element(
    "article", { class: "page" },
    element("h3", {}, page.name), ...(sheet ? [sheet.root] : []), element("div", {}, numbers, inspector.root),
  );

  function pick(digit) {
    for (const part of [lines, inspector, ...(sheet ? [sheet] : [])]) part.show(digit);
  }

  function settle(digit, value) {
    digit.settle(value);
    keep(digit, value);
    changed(digit, `now ${value ?? "no digit"}`);
  }

  function reset(digit) {
    digit.reset();
    keep(digit, null);
    changed(digit, "as it was read");
  }

  function takeRunnerUp(line) {
    line.takeRunnerUp();
    for (const digit of line.digits) keep(digit, digit.value);
    changed(line.digits[0], `now ${line.text}`);
  }

  /** The digit is known by its place, which is the same when its page is read again. */
  function keep({ read: { box, field } }, label) {
    keepLabel(`${page.name} at ${box}`, field, label);
  }

  function changed(digit, words) {
    pick(digit);
    lines.focus(digit); // the button that was pressed may be gone
    say(words);
    onChange();
  }

  pick(null);
  return { root, page, focus: lines.focus };
}

/** A file that could not be read. */
export function makeProblemView({ file, error }) {
  const sentence = file && !error.includes(file) ? `${file}: ${error}` : error;
  const root = element("article", { class: "page" }, element("p", { class: "notice" }, sentence));
  return { root, page: null };
}
