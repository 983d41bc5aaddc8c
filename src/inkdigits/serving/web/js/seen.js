/**
 * What is seen on the pad: {rows: [[digit, ...], ...], confidence}, whoever saw it. A digit is
 * {key, box, digit, confidence, probabilities, field, mood: "sure" | "doubt" | "none", reason, milliseconds}.
 */

export const SURE = 0.9; // below it a person should look

/**
 * From what the net says of each group of strokes.
 * @param {(group: object[]) => [string, object | undefined]} ask its name, and the net's answer.
 */
export function seenInGroups(rows, ask) {
  const digits = rows.map((row) =>
    row.map(({ strokes, box }) => {
      const [key, answer] = ask(strokes);
      const { left, top, right, bottom } = box;
      return { key, box: [left, top, right - left, bottom - top], ...answer, mood: moodOf(answer) };
    }),
  );
  const confidence = digits.flat().reduce((product, digit) => product * (digit.confidence ?? 0), 1);
  return { rows: digits, confidence, isWhole: false };
}

/** From what the reader says of the sheet. */
export function seenOnPage({ lines }) {
  const rows = lines.map((line) => line.digits.map((digit) => ({ ...digit, key: `read ${digit.box}`, mood: moodOf(digit) })));
  return { rows, confidence: lines.reduce((product, line) => product * line.confidence, 1), isWhole: true };
}

/**
 * Whether to believe the reader rather than the groups. A digit by itself is the net's affair, unless
 * it makes nothing of it: two digits that touch look like one group.
 */
export function wins(whole, groups) {
  const [read, drawn] = [whole, groups].map(({ rows }) => rows.flat().length);
  if (drawn > 1) return read > 0;
  return read > 1 && groups.rows[0][0].mood !== "sure" && whole.confidence > (groups.rows[0][0].mood === "none" ? 0.5 : groups.confidence);
}

function moodOf(answer) {
  if (!answer || answer.rejected) return "none";
  return answer.confidence < SURE ? "doubt" : "sure";
}
