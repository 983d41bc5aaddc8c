import { showAnswer } from "./answer.js";
import { classify, read } from "./api.js";
import { drawBoxes } from "./boxes.js";
import { writeByKeyboard } from "./keyboard-pen.js";
import { keepLabel } from "./labelled.js";
import { makeMaps } from "./maps.js";
import { newestWins } from "./newest.js";
import { Pad } from "./pad.js";
import { hideProblem, showProblem } from "./problem.js";
import { seenInGroups, seenOnPage, wins } from "./seen.js";
import { writeNumber } from "./show-me.js";
import { groupStrokes, pictureOf, pictureOfSheet } from "./strokes.js";
import { say } from "./words.js";

const REST = 250; // milliseconds without ink after which the sheet is read as a whole

/** The pad, and what is read on it: each digit while it is drawn, the whole sheet when the pen rests. */
export function startWriting() {
  const [canvas, inside] = ["pad", "inside"].map((id) => document.getElementById(id));
  const pad = new Pad(canvas, () => Number(document.querySelector("[name=pen]:checked").value));
  const showMaps = makeMaps(document.getElementById("maps"));
  const answers = new Map(); // of each group of strokes: what the net last said
  const labels = new Map(); // what a person said
  let page = null; // what the reader said, and of which strokes
  let picked = null; // the digit that a person looks at
  let resting = 0;

  const look = newestWins(async ({ strokes, group, since }) => {
    const include = inside.open ? ["field", "maps"] : ["field"];
    const answer = await orProblem(pictureOf(group).then((picture) => classify(picture, include)));
    if (!answer) return;
    answers.set(keyOf(group), { ...answer, milliseconds: performance.now() - since });
    if (answer.maps && pad.strokes.length) showMaps(answer.maps);
    show();
    if (strokes === pad.strokes) speakWhenResting();
  });

  const readSheet = newestWins(async (strokes) => {
    const pages = await orProblem(pictureOfSheet(strokes).then((picture) => read([picture])));
    if (!pages || strokes !== pad.strokes) return;
    page = { strokes, read: pages[0] };
    say(show());
  });

  function lookAtNewest() {
    const strokes = pad.strokes;
    const newest = strokes.at(-1);
    const group = groupStrokes(strokes).flat().find((one) => one.strokes.includes(newest))?.strokes;
    if (group) look({ strokes, group, since: performance.now() });
  }

  function speakWhenResting() {
    clearTimeout(resting);
    resting = setTimeout(() => pad.strokes.length && readSheet(pad.strokes), REST);
  }

  /** What is seen now, from the reader where it knows better, else from the groups of strokes. */
  function seen() {
    const groups = seenInGroups(groupStrokes(pad.strokes), (group) => [keyOf(group), answers.get(keyOf(group))]);
    const whole = page?.strokes === pad.strokes ? seenOnPage(page.read) : null;
    return whole && wins(whole, groups) ? whole : groups;
  }

  function show() {
    const now = seen();
    const digits = now.rows.flat();
    for (const digit of digits) digit.label = labels.get(digit.key) ?? null;
    const current = digits.find(({ key }) => key === picked) ?? digits.find(isOpen) ?? digits.at(-1);
    const boxes = digits.length > 1 || isOpen(digits[0]) ? digits : [];
    drawBoxes(document.getElementById("pad-boxes"), boxes.map((digit) => ({ box: digit.box, className: classOf(digit) })));
    return showAnswer(now, current, { pick, correct: (label) => correct(current, label) });
  }

  function pick(digit) {
    picked = digit.key;
    show();
  }

  function correct(digit, label) {
    const taken = digit.label === label ? null : label;
    labels.set(digit.key, taken);
    keepLabel(digit.key, digit.field, taken);
    show();
  }

  pad.addEventListener("ink", () => {
    picked = null;
    clearTimeout(resting);
    document.getElementById("undo").disabled = !pad.canUndo;
    document.getElementById("clear").disabled = !pad.strokes.length;
    canvas.parentElement.classList.toggle("written", pad.strokes.length > 0);
    if (!pad.strokes.length) showMaps([]);
    show();
    lookAtNewest();
  });
  document.getElementById("undo").addEventListener("click", () => pad.undo());
  document.getElementById("clear").addEventListener("click", () => pad.clear());
  document.getElementById("show").addEventListener("click", () => writeNumber(pad));
  inside.addEventListener("toggle", lookAtNewest);
  writeByKeyboard(canvas, pad, say);
  show();
}

const keyOf = (group) => group.map(({ id }) => id).join();

const isOpen = (digit) => digit !== undefined && digit.mood !== "sure" && digit.label === null;

const classOf = (digit) => (digit.label !== null ? "settled" : digit.mood === "sure" ? "" : "doubtful");

/** What was promised; where that failed, nothing, and the person is told. */
async function orProblem(promise) {
  try {
    const answer = await promise;
    if (answer.error) throw new Error(answer.error);
    hideProblem();
    return answer;
  } catch (problem) {
    showProblem(problem.message);
    return null;
  }
}
