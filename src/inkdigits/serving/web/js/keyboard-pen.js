import { SHEET } from "./strokes.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 20; // of a sheet that is 800 wide; with Shift a quarter of it

/**
 * Write by keyboard: arrows move the pen, space sets it down and lifts it; two arrows at once go aslant.
 * @param {HTMLCanvasElement} canvas the pad's.
 * @param {import("./pad.js").Pad} pad
 * @param {(words: string) => void} say for those who do not see the pen.
 */
export function writeByKeyboard(canvas, pad, say) {
  let place = [SHEET.width / 2, SHEET.height / 4];
  let stroke = null; // the id of the one that is drawn; null while the pen is up
  const held = new Set();

  function lift() {
    if (stroke === null) return;
    stroke = null;
    pad.lift();
    say("pen up");
  }

  function setDownOrLift() {
    if (stroke !== null) return lift();
    stroke = pad.begin(place);
    pad.cursor = place;
    say("pen down");
  }

  function move(isFine) {
    const step = isFine ? STEP / 4 : STEP;
    const [dx, dy] = [...held].reduce(([x, y], key) => [x + STEPS[key][0], y + STEPS[key][1]], [0, 0]);
    const within = (value, most) => Math.min(Math.max(value, 10), most - 10);
    place = [within(place[0] + step * dx, SHEET.width), within(place[1] + step * dy, SHEET.height)];
    if (stroke !== null) pad.extend(stroke, [place]);
    pad.cursor = place;
  }

  canvas.addEventListener("keydown", (event) => {
    if (event.key in STEPS) {
      held.add(event.key);
      move(event.shiftKey);
    } else if (event.key === " ") {
      if (!event.repeat) setDownOrLift();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      lift();
      pad.clear();
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey)) {
      lift();
      pad.undo();
    } else return;
    event.preventDefault();
  });
  canvas.addEventListener("keyup", (event) => held.delete(event.key));
  canvas.addEventListener("pointerdown", () => {
    lift();
    pad.cursor = null;
  });
  canvas.addEventListener("blur", () => {
    lift();
    held.clear();
    pad.cursor = null;
  });
}
