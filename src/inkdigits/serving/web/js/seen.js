/**
 * What is seen on the pad: {rows: [[digit, ...], ...], confidence}, whoever saw it. A digit is
 * {name, strokes, box, digit, confidence, probabilities, field, mood, reason, milliseconds, label}; its mood is
 * "sure", "doubt", "none" where it is no digit, or "wait"; its label is what a person said, or null. The
 * reader knows of no strokes.
 */

export const SURE = 0.9; // below it a person should look

/**
 * From what the net says of each group of strokes.
 * @param {object[][]} rows of groups, see strokes.js.
 * @param {(strokes: object[]) => [string, object | undefined]} ask a group's name, and the net's answer.
 */
export function seenInGroups(rows, ask) {
  const digits = rows.map((row) =>
    row.map(({ strokes, box: { left, top, right, bottom } }) => {
      const [name, answer] = ask(strokes);
      return { name, strokes, box: [left, top, right - left, bottom - top], ...answer, mood: moodOf(answer) };
    }),
  );
  const shares = digits.flat().map(({ mood, confidence = 0 }) => (mood === "none" ? 0 : confidence));
  return { rows: digits, confidence: productOf(shares) };
}

/** From what the reader says of the sheet. */
export function seenOnPage({ lines }, sheet) {
  const seen = (digit) => ({ ...digit, name: `${sheet} at ${digit.box}`, mood: moodOf(digit) });
  const rows = lines.map((line) => line.digits.map(seen));
  return { rows, confidence: productOf(lines.map((line) => line.confidence)) };
}

const productOf = (shares) => shares.reduce((product, share) => product * share, 1);

/**
 * Whether to believe the reader rather than the groups. A digit by itself is the net's affair, unless it
 * makes nothing of it: two digits that touch look like one group. Where the reader passes over some of the
 * groups, as it may over plain strokes, it has to be surer than the net is of all of them.
 */
export function wins(whole, groups) {
  const [read, drawn] = [whole, groups].map(({ rows }) => rows.flat());
  if (!read.length || !drawn.length) return false;
  if (drawn.length > 1) return read.length >= drawn.length || whole.confidence > groups.confidence;
  const [{ mood, confidence }] = drawn;
  return read.length > 1 && mood !== "sure" && whole.confidence > (mood === "doubt" ? confidence : 0.5);
}

/** Whether a person should look at a digit, and has not. */
export const isOpen = ({ mood, label }) => label === null && (mood === "doubt" || mood === "none");

/** What it looks like on the page. */
export const stateOf = (digit) => (digit.label !== null ? "settled" : isOpen(digit) ? "doubtful" : "");

function moodOf(answer) {
  if (!answer) return "wait";
  if (answer.rejected) return "none";
  return answer.confidence < SURE ? "doubt" : "sure";
}
