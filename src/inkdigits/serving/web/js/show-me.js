/** A pen that writes by itself, to show what to do. */

// Each digit's strokes in a box of 60 × 100: places that a curve goes through; one named twice is a corner.
const SHAPES = [
  ["34,3 14,14 4,50 14,88 32,98 50,86 57,48 48,13 32,3 22,8"],
  ["14,26 36,2 36,2 34,50 33,98"],
  ["6,22 20,4 42,6 51,24 42,50 22,76 3,96 3,96 24,91 58,96"],
  ["8,12 28,2 49,11 47,33 26,47 26,47 50,57 55,78 40,96 20,98 4,86"],
  ["26,2 16,34 3,62 3,62 30,62 58,60", "42,36 41,70 40,98"],
  ["12,4 10,26 8,45 8,45 30,39 51,50 54,78 36,97 16,96 4,86", "12,4 32,5 54,3"],
  ["46,3 22,24 7,58 9,84 27,98 47,90 54,72 42,56 22,60 9,78"],
  ["4,6 30,7 56,4 56,4 42,36 30,66 23,98"],
  ["48,15 30,2 13,13 17,33 34,46 51,66 50,88 29,98 9,87 11,66 30,48 46,33 49,15"],
  ["50,20 34,3 12,13 8,36 24,50 42,40 51,18 51,18 49,54 42,98"],
];

const STEP = 9; // of those units, between points
const HURRY = matchMedia("(prefers-reduced-motion: reduce)");

let isWriting = false;

/** Write a number on the pad, a little unevenly, as people do; clearing or undoing stops it. */
export async function writeNumber(pad, number = someNumber()) {
  if (isWriting) return;
  isWriting = true;
  try {
    pad.clear();
    await writeDigits(pad, number);
  } finally {
    isWriting = false;
  }
}

async function writeDigits(pad, number) {
  const scale = 1.9 + 0.3 * Math.random();
  let left = (800 - number.length * 75 * scale) / 2;
  for (const digit of number) {
    const top = 190 + 30 * Math.random();
    for (const stroke of SHAPES[digit]) {
      if (!(await write(pad, pointsOf(stroke, scale, left, top)))) return;
    }
    left += (70 + 10 * Math.random()) * scale;
  }
}

const someNumber = () => String(Math.floor(1000 + 9000 * Math.random()));

function pointsOf(stroke, scale, left, top) {
  const places = stroke.split(" ").map((pair) => pair.split(",").map(Number));
  const curve = places.slice(1).flatMap((to, i) => {
    const from = places[i];
    return between(places[i - 1] ?? from, from, to, places[i + 2] ?? to);
  });
  const wobble = () => 1.5 * (Math.random() - 0.5);
  const placed = ([x, y]) => [left + scale * (x + 0.1 * (50 - y)) + wobble(), top + scale * y + wobble()];
  return [places[0], ...curve].map(placed);
}

/** The way from one place to the next on a Catmull-Rom spline. */
function between(before, from, to, after) {
  const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / STEP);
  const at = (t, axis) => {
    const [a, b, c, d] = [before, from, to, after].map((place) => place[axis]);
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  };
  return Array.from({ length: steps }, (_, i) => [0, 1].map((axis) => at((i + 1) / steps, axis)));
}

/** Write a stroke; whether it still stands. */
async function write(pad, points) {
  const stroke = pad.begin(points[0]);
  for (const point of points.slice(1)) {
    if (!HURRY.matches) await new Promise(requestAnimationFrame);
    if (!pad.extend(stroke, [point])) return false;
  }
  pad.lift();
  return true;
}
