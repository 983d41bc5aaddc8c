import { SHEET, drawStrokes } from "./strokes.js";

/**
 * A sheet to write on with mouse, finger or pen. Fires "ink" whenever what stands on it changes,
 * and "lift" when the pen leaves it.
 */
export class Pad extends EventTarget {
  #canvas;
  #width;
  #strokes = [];
  #past = []; // what stood here before each stroke and before it was cleared
  #pointer = null; // the one that writes; a palm is another
  #stroke = null; // the id of the one that it draws
  #next = 0; // the id of the next stroke
  #cursor = null; // where the keyboard's pen is

  /**
   * @param {HTMLCanvasElement} canvas to write on.
   * @param {() => number} width the pen's, on a sheet that is 800 wide.
   */
  constructor(canvas, width) {
    super();
    this.#canvas = canvas;
    this.#width = width;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    const ends = ["pointerup", "pointercancel", "lostpointercapture"]; // the last may come by itself
    for (const end of ends) canvas.addEventListener(end, (event) => this.#up(event));
    new ResizeObserver(() => this.#render()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#render());
  }

  /** What stands here; never changed in place. */
  get strokes() {
    return this.#strokes;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  undo() {
    if (!this.canUndo) return;
    this.#strokes = this.#past.pop();
    this.#changed();
  }

  clear() {
    if (!this.#strokes.length) return;
    this.#past.push(this.#strokes);
    this.#strokes = [];
    this.#changed();
  }

  /** Set the pen down; the id of the stroke that begins. */
  begin(point) {
    const id = this.#next++;
    this.#past.push(this.#strokes);
    this.#strokes = [...this.#strokes, { id, width: this.#width(), points: [point] }];
    this.#changed();
    return id;
  }

  /** Draw a stroke on to some more points; whether it still stands, for it may have been cleared or undone. */
  extend(id, points) {
    if (!this.#strokes.some((stroke) => stroke.id === id)) return false;
    const longer = (stroke) => ({ ...stroke, points: [...stroke.points, ...points] });
    this.#strokes = this.#strokes.map((stroke) => (stroke.id === id ? longer(stroke) : stroke));
    this.#changed();
    return true;
  }

  /** Lift the pen. */
  lift() {
    this.dispatchEvent(new Event("lift"));
  }

  /** Show where the keyboard's pen is; null hides it. */
  set cursor(point) {
    this.#cursor = point;
    this.#render();
  }

  #down(event) {
    if (this.#pointer !== null || event.button !== 0) return;
    this.#pointer = event.pointerId;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#stroke = this.begin(this.#place(event));
  }

  #move(event) {
    if (event.pointerId !== this.#pointer) return;
    if (event.buttons === 0) return this.#up(event); // it was let go where nobody told of it
    const events = event.getCoalescedEvents?.() ?? [];
    this.extend(this.#stroke, (events.length ? events : [event]).map((one) => this.#place(one)));
  }

  #up(event) {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = null;
    this.lift();
  }

  #place({ clientX, clientY }) {
    const { left, top, width, height } = this.#canvas.getBoundingClientRect();
    return [((clientX - left) / width) * SHEET.width, ((clientY - top) / height) * SHEET.height];
  }

  #changed() {
    this.#render();
    this.dispatchEvent(new Event("ink"));
  }

  #render() {
    const { clientWidth, clientHeight } = this.#canvas;
    if (!clientWidth) return; // the pad is not to be seen
    const [width, height] = [clientWidth, clientHeight].map((side) => Math.round(side * devicePixelRatio));
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      Object.assign(this.#canvas, { width, height });
    }
    const context = this.#canvas.getContext("2d");
    context.setTransform(width / SHEET.width, 0, 0, height / SHEET.height, 0, 0);
    context.clearRect(0, 0, SHEET.width, SHEET.height);
    drawStrokes(context, this.#strokes, colourOf(this.#canvas, "--ink"));
    if (this.#cursor) drawCursor(context, this.#cursor, this.#width(), colourOf(this.#canvas, "--accent"));
  }
}

function drawCursor(context, [x, y], width, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, width / 2 + 4, 0, 2 * Math.PI);
  context.stroke();
}

/** A colour of the style sheet. */
export function colourOf(element, name) {
  return getComputedStyle(element).getPropertyValue(name).trim();
}
