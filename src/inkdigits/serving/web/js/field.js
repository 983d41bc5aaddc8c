import { element } from "./element.js";

/** The 28×28 picture that the net sees. */

export const SIDE = 28;

/** @param {string} text base64. */
export const bytesOf = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/**
 * Draw a field as it is, ink white on black.
 * @param {HTMLCanvasElement} canvas 28×28.
 * @param {string | undefined} field base64 of 784 bytes; without one the canvas is blank.
 */
export function drawField(canvas, field) {
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, SIDE, SIDE);
  if (!field) return;
  const picture = context.createImageData(SIDE, SIDE);
  bytesOf(field).forEach((value, i) => picture.data.set([value, value, value, 255], 4 * i));
  context.putImageData(picture, 0, 0);
}

/** A new canvas with a field on it. */
export function fieldCanvas(field, label) {
  const attributes = { class: "field", width: SIDE, height: SIDE, role: "img", "aria-label": label };
  const canvas = element("canvas", attributes);
  drawField(canvas, field);
  return canvas;
}
