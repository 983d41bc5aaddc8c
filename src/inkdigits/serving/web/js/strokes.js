/**
 * Strokes, and the digits that they make.
 *
 * A stroke is {id, width, points: [[x, y], ...]} on a sheet of 800 × 600, however large it is shown.
 */

import { bytesOf } from "./field.js";

export const SHEET = { width: 800, height: 600 };

const LOOK = 160; // longest side of the picture of one digit
const AROUND = 0.15; // white around it, by its size

/** Draw strokes on a canvas' context, smoothed: curves through the middles between points. */
export function drawStrokes(context, strokes, colour) {
  context.strokeStyle = context.fillStyle = colour;
  context.lineCap = context.lineJoin = "round";
  for (const { points, width } of strokes) {
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(...points[0]);
    for (let i = 1; i < points.length - 1; i++) {
      const [x, y] = points[i];
      const [nextX, nextY] = points[i + 1];
      context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    }
    context.lineTo(...points.at(-1)); // of a single point it makes a dot
    context.stroke();
  }
}

/** The box around strokes, ink and all: {left, top, right, bottom}. */
export function boxOf(strokes) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { points, width } of strokes) {
    for (const [x, y] of points) {
      box.left = Math.min(box.left, x - width / 2);
      box.right = Math.max(box.right, x + width / 2);
      box.top = Math.min(box.top, y - width / 2);
      box.bottom = Math.max(box.bottom, y + width / 2);
    }
  }
  return box;
}

/**
 * Strokes that make one digit each, as far as their places tell, in reading order.
 * The reader knows better; it is asked when the pen rests.
 */
export function groupStrokes(strokes) {
  if (!known.has(strokes)) known.set(strokes, inRows(group(strokes)));
  return known.get(strokes);
}

const known = new WeakMap(); // each sheet's, which is never changed in place

function group(strokes) {
  let groups = [];
  for (const stroke of strokes) {
    let mine = [stroke];
    const others = [];
    for (const other of groups) {
      if (belongTogether(mine, other)) mine = [...other, ...mine];
      else others.push(other);
    }
    groups = [...others, mine];
  }
  return groups;
}

/** What stands above or in each other does; what only leans over its neighbour must touch it too. */
function belongTogether(some, others) {
  const [one, other] = [boxOf(some), boxOf(others)];
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  const narrower = Math.min(one.right - one.left, other.right - other.left);
  const taller = Math.max(one.bottom - one.top, other.bottom - other.top);
  if (across < 0.25 * narrower || down < -0.15 * taller) return false;
  return across > 0.6 * narrower || gapBetween(some, others) < 0.08 * taller;
}

/** Least distance between the ink of some strokes and that of others, about. */
function gapBetween(some, others) {
  let least = Infinity;
  for (const one of some) {
    for (const other of others) {
      const ink = (one.width + other.width) / 2;
      for (const [x, y] of one.points) {
        for (const [toX, toY] of other.points) least = Math.min(least, Math.hypot(toX - x, toY - y) - ink);
      }
    }
  }
  return least;
}

/** Groups row by row: [[group, ...], ...]; a row is what overlaps downwards. */
function inRows(groups) {
  const rows = [];
  const boxed = groups.map((strokes) => ({ strokes, box: boxOf(strokes) })).sort((a, b) => a.box.top - b.box.top);
  for (const one of boxed) {
    const middle = (one.box.top + one.box.bottom) / 2;
    const row = rows.find((others) => others.some(({ box }) => box.top < middle && middle < box.bottom));
    if (row) row.push(one);
    else rows.push([one]);
  }
  return rows.map((row) => row.sort((a, b) => a.box.left - b.box.left));
}

/** A picture of one digit's strokes, dark on white, cut out with some white around. */
export function pictureOf(strokes) {
  const { left, top, right, bottom } = boxOf(strokes);
  const [width, height] = [right - left, bottom - top];
  const around = AROUND * Math.max(width, height);
  const part = { left: left - around, top: top - around, width: width + 2 * around, height: height + 2 * around };
  return paint(strokes, part, LOOK);
}

/** A picture of the whole sheet. */
export const pictureOfSheet = (strokes) => paint(strokes, { left: 0, top: 0, ...SHEET }, SHEET.width);

function paint(strokes, part, longest) {
  const scale = longest / Math.max(part.width, part.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(part.width * scale);
  canvas.height = Math.ceil(part.height * scale);
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  context.translate(-part.left, -part.top);
  drawStrokes(context, strokes, "black");
  // toBlob would wait until the browser is idle.
  const bytes = bytesOf(canvas.toDataURL("image/png").split(",")[1]);
  return new Blob([bytes], { type: "image/png" });
}
