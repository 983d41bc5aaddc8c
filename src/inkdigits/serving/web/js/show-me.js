/** A pen that writes by itself, to show what to do. */

// Each digit's strokes in a box of 60 × 100: corners of curves, which the pad smooths.
const SHAPES = [
  ["32,2 12,14 4,50 14,90 32,98 50,86 56,48 48,14 34,2 22,6"],
  ["14,24 36,2 34,50 34,98"],
  ["6,22 18,4 40,4 52,22 44,46 24,72 4,96 22,92 58,97"],
  ["8,12 28,2 50,10 50,30 28,46 50,54 56,76 40,96 20,98 4,86"],
  ["26,2 16,34 4,62 30,62 58,60", "42,36 41,70 40,98"],
  ["12,4 10,26 8,46 30,40 52,52 54,78 36,97 16,96 4,86", "12,4 32,5 54,3"],
  ["46,4 22,24 6,58 8,84 26,98 48,90 54,70 40,54 20,60 8,76"],
  ["4,6 30,7 56,4 44,36 30,66 22,98"],
  ["48,14 30,2 12,14 16,34 34,46 52,66 50,90 28,98 8,86 10,66 30,48 46,34 48,14"],
  ["50,20 32,4 10,16 8,38 24,50 44,40 50,20 50,54 42,98"],
];

const STEP = 6; // units between points
const HURRY = matchMedia("(prefers-reduced-motion: reduce)");

let isWriting = false;

/** Write a number on the pad, a little unevenly, as people do. */
export async function writeNumber(pad, number = someNumber()) {
  if (isWriting) return;
  isWriting = true;
  pad.clear();
  const scale = 1.9 + 0.3 * Math.random();
  let left = (800 - number.length * 75 * scale) / 2;
  for (const digit of number) {
    const top = 190 + 30 * Math.random();
    for (const stroke of SHAPES[digit]) await write(pad, pointsOf(stroke, scale, left, top));
    left += (70 + 10 * Math.random()) * scale;
  }
  isWriting = false;
}

const someNumber = () => String(Math.floor(1000 + 9000 * Math.random()));

function pointsOf(stroke, scale, left, top) {
  const corners = stroke.split(" ").map((pair) => pair.split(",").map(Number));
  const between = corners.slice(1).flatMap(([x, y], i) => {
    const [fromX, fromY] = corners[i];
    const steps = Math.ceil(Math.hypot(x - fromX, y - fromY) / STEP / 3);
    return Array.from({ length: steps }, (_, k) => [fromX + ((x - fromX) * (k + 1)) / steps, fromY + ((y - fromY) * (k + 1)) / steps]);
  });
  const wobble = () => 3 * (Math.random() - 0.5);
  return [corners[0], ...between].map(([x, y]) => [left + scale * (x + 0.1 * (50 - y)) + wobble(), top + scale * y + wobble()]);
}

async function write(pad, points) {
  pad.begin(points[0]);
  for (const point of points.slice(1)) {
    if (!HURRY.matches) await new Promise(requestAnimationFrame);
    pad.extend([point]);
  }
  pad.lift();
}
