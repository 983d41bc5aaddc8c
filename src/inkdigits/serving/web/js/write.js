import { showAnswer } from "./answer.js";
import { classify, read } from "./api.js";
import { drawBoxes } from "./boxes.js";
import { writeByKeyboard } from "./keyboard-pen.js";
import { makeLabels } from "./labels.js";
import { makeMaps } from "./maps.js";
import { newestWins } from "./newest.js";
import { Pad } from "./pad.js";
import { hideProblem, showProblem } from "./problem.js";
import { isOpen, seenInGroups, seenOnPage, stateOf, wins } from "./seen.js";
import { writeNumber } from "./show-me.js";
import { groupStrokes, pictureOf, pictureOfSheet } from "./strokes.js";
import { say } from "./words.js";

const REST = 250; // milliseconds without ink after which the sheet is read as a whole
const NOTHING = { lines: [] };

/** The pad, and what is read on it: each digit while it is drawn, the whole sheet when the pen rests. */
export function startWriting() {
  const ids = ["pad", "pad-boxes", "inside", "undo", "clear"];
  const [canvas, boxes, inside, undo, clear] = ids.map((id) => document.getElementById(id));
  const pad = new Pad(canvas, () => Number(document.querySelector("[name=pen]:checked").value));
  const showMaps = makeMaps(document.getElementById("maps"));
  const answers = new Map(); // name of a group of strokes → what the net last said of it
  const labels = makeLabels();
  let page = null; // what the reader said, and of which strokes
  let picked = null; // name of the digit that a person looks at
  let inked = 0; // when there last was new ink
  let resting = 0; // the timer

  const look = newestWins(async () => {
    for (let group = stale(); group && (await lookAt(group)); group = stale());
  });

  /** A group that the net has not seen as it is now, the newest first. */
  function stale() {
    const newest = pad.strokes.at(-1);
    const groups = groupsOf(pad).filter((group) => answers.get(nameOf(group))?.points !== pointsIn(group));
    return groups.find((group) => group.includes(newest)) ?? groups[0];
  }

  async function lookAt(group) {
    const since = inked;
    const picture = pictureOf(group);
    const answer = await orProblem(classify(picture, inside.open ? ["field", "maps"] : ["field"]));
    if (!answer) return false;
    const { maps, ...rest } = answer;
    answers.set(nameOf(group), { ...rest, points: pointsIn(group), milliseconds: performance.now() - since });
    if (maps && group.includes(pad.strokes.at(-1))) showMaps(maps);
    show();
    return true;
  }

  const readSheet = newestWins(async (strokes) => {
    const picture = pictureOfSheet(strokes);
    const pages = await orProblem(read([picture]));
    if (strokes !== pad.strokes) return;
    page = { strokes, read: pages?.[0] ?? NOTHING };
    show();
  });

  /** What is seen now: by the reader where it knows better, else in the groups of strokes. */
  function seen() {
    const isRead = page?.strokes === pad.strokes;
    const groups = seenInGroups(groupStrokes(pad.strokes), (group) => [nameOf(group), answers.get(nameOf(group))]);
    const whole = isRead ? seenOnPage(page.read, nameOf(page.strokes)) : null;
    return { ...(whole && wins(whole, groups) ? whole : groups), isFinal: isRead && !stale() };
  }

  function show() {
    const now = seen();
    const digits = now.rows.flat();
    for (const digit of digits) {
      digit.label = labels.get(digit);
      if (digit.mood === "none" && !now.isFinal) digit.mood = "wait"; // it may become one
    }
    const newest = pad.strokes.at(-1);
    const looksFor = now.isFinal ? isOpen : ({ strokes }) => strokes.includes(newest);
    const current = digits.find(({ name }) => name === picked) ?? digits.find(looksFor) ?? digits.at(-1);
    const boxed = digits.length > 1 ? digits : [];
    drawBoxes(boxes, boxed.map((digit) => ({ box: digit.box, className: stateOf(digit) })));
    const words = showAnswer(now, current, { pick, correct: (label) => correct(current, label, digits) });
    if (now.isFinal) say(words);
  }

  function pick({ name }) {
    picked = name;
    show();
  }

  function correct(digit, label, digits) {
    const owner = { strokes: pad.strokes, ...digit }; // the reader knows of no strokes
    labels.set(owner, label === digit.label ? null : label, digits);
    show();
  }

  pad.addEventListener("ink", () => {
    picked = null;
    inked = performance.now();
    undo.disabled = !pad.canUndo;
    clear.disabled = !pad.strokes.length;
    canvas.parentElement.classList.toggle("written", pad.strokes.length > 0);
    if (!pad.strokes.length) showMaps([]);
    show();
    look();
    clearTimeout(resting);
    resting = setTimeout(() => pad.strokes.length && readSheet(pad.strokes), REST);
  });
  undo.addEventListener("click", () => pad.undo());
  clear.addEventListener("click", () => pad.clear());
  document.getElementById("show").addEventListener("click", () => writeNumber(pad));
  inside.addEventListener("toggle", () => {
    answers.clear();
    look();
  });
  writeByKeyboard(canvas, pad, say);
  show();
}

const groupsOf = (pad) => groupStrokes(pad.strokes).flat().map(({ strokes }) => strokes);

const nameOf = (strokes) => strokes.map(({ id }) => id).join();

const pointsIn = (strokes) => strokes.reduce((sum, { points }) => sum + points.length, 0);

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
