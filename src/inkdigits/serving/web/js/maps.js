import { bytesOf } from "./field.js";
import { colourOf } from "./pad.js";

/**
 * The answers of a net's layers, each detector's a small picture, brighter where it found what it looks for.
 * @param {HTMLElement} root
 */
export function makeMaps(root) {
  /** @param {{name: string, width: number, height: number, channels: number, data: string}[]} layers */
  return function show(layers) {
    while (root.children.length > layers.length) root.lastChild.remove();
    while (root.children.length < layers.length) root.append(makeFigure());
    layers.forEach((layer, number) => showLayer(root.children[number], layer, number + 1));
  };
}

function makeFigure() {
  const figure = document.createElement("figure");
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  figure.append(document.createElement("figcaption"), canvas);
  return figure;
}

function showLayer(figure, layer, number) {
  const [caption, canvas] = figure.children;
  const { channels, width, height } = layer;
  const words = width * height === 1 ? `Layer ${number}: ${channels} units` : `Layer ${number}: ${channels} maps of ${width} × ${height}`;
  if (caption.textContent !== words) caption.textContent = words;
  canvas.setAttribute("aria-label", words);
  drawLayer(canvas, layer);
}

function drawLayer(canvas, { channels, width, height, data }) {
  const gap = width === 1 ? 0 : 1;
  const columns = columnsFor(channels, width);
  const rows = Math.ceil(channels / columns);
  const size = { width: columns * (width + gap) - gap, height: rows * (height + gap) - gap };
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
  canvas.style.width = `${size.width * scaleFor(width)}px`;
  const context = canvas.getContext("2d");
  const picture = context.createImageData(size.width, size.height);
  const [red, green, blue] = rgb(context, colourOf(canvas, "--ink"));
  bytesOf(data).forEach((value, i) => {
    const channel = Math.floor(i / (width * height));
    const x = (channel % columns) * (width + gap) + (i % width);
    const y = Math.floor(channel / columns) * (height + gap) + (Math.floor(i / width) % height);
    picture.data.set([red, green, blue, 24 + value * 0.9], 4 * (y * size.width + x));
  });
  context.putImageData(picture, 0, 0);
}

/** As many as fit beside each other where it is wide, and no last row with gaps where that can be. */
function columnsFor(channels, width) {
  const most = Math.floor(width === 1 ? 64 : 512 / ((width + 1) * scaleFor(width)));
  for (let columns = Math.min(most, channels); columns > most / 2; columns--) if (channels % columns === 0) return columns;
  return Math.min(most, channels);
}

/** Screen pixels for a pixel of a map. */
const scaleFor = (width) => (width > 20 ? 1.5 : width > 10 ? 2 : width > 5 ? 4 : 8);

function rgb(context, colour) {
  context.fillStyle = colour; // canvas gives every colour back as #rrggbb
  return [1, 3, 5].map((at) => Number.parseInt(context.fillStyle.slice(at, at + 2), 16));
}
