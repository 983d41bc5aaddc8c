import { drawBoxes } from "../boxes.js";
import { element } from "../element.js";

const LONGEST = 1600; // of the picture on the screen, in pixels

/**
 * A page's picture, upright, with a box around each digit.
 * @param {import("./document.js").Page} page
 * @param {ImageBitmap} picture of the page as it was sent.
 * @param {(digit: object) => void} onPick
 */
export function makeSheet(page, picture, onPick) {
  const { width, height, rotation } = page.read;
  const turned = rotation % 180 !== 0;
  const size = turned ? { width: height, height: width } : { width, height };
  const boxes = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  boxes.setAttribute("class", "boxes");
  boxes.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  boxes.setAttribute("aria-hidden", "true"); // the list beside it says the same
  const root = element("div", { class: "sheet" }, drawUpright(picture, size, rotation), boxes);

  function show(current) {
    const turn = (box) => turnBox(box, page.read);
    const digits = page.digits.map((digit) => ({ box: turn(digit.read.box), className: classOf(digit, current) }));
    const others = page.read.rejected.map((ink) => ({ box: turn(ink.box), className: "nothing", title: ink.reason }));
    const drawn = drawBoxes(boxes, [...digits, ...others]);
    page.digits.forEach((digit, i) => drawn[i].addEventListener("click", () => onPick(digit)));
  }

  return { root, show };
}

/** What a digit looks like, in the list and on the sheet. */
export function classOf(digit, current) {
  const state = digit.isOpen ? "doubtful" : digit.isSettled ? "settled" : "";
  return [state, digit.value === null ? "gone" : "", digit === current ? "current" : ""].filter(Boolean).join(" ");
}

function drawUpright(picture, size, rotation) {
  const scale = Math.min(1, LONGEST / Math.max(size.width, size.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(size.width * scale);
  canvas.height = Math.round(size.height * scale);
  const context = canvas.getContext("2d");
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((rotation * Math.PI) / 180);
  const [across, down] = rotation % 180 ? [canvas.height, canvas.width] : [canvas.width, canvas.height];
  context.drawImage(picture, -across / 2, -down / 2, across, down);
  return canvas;
}

/** A box of the page as it was sent, on the page turned upright, clockwise. */
export function turnBox([left, top, width, height], page) {
  switch (page.rotation) {
    case 90: return [page.height - top - height, left, height, width];
    case 180: return [page.width - left - width, page.height - top - height, width, height];
    case 270: return [top, page.width - left - width, height, width];
    default: return [left, top, width, height];
  }
}
