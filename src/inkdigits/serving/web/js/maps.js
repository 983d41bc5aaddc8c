import { element } from "./element.js";
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
  return element("figure", {}, element("figcaption"), element("canvas", { role: "img" }));
}

function showLayer(figure, layer, number) {
  const [caption, canvas] = figure.children;
  const { channels, width, height } = layer;
  const size = width * height === 1 ? "units" : `maps of ${width} × ${height}`;
  const words = `Layer ${number}: ${channels} ${size}`;
  if (caption.textContent !== words) caption.textContent = words;
  canvas.setAttribute("aria-label", words);
  drawLayer(canvas, layer);
}

function drawLayer(canvas, { channels, width, height, data }) {
  const room = canvas.parentElement.clientWidth;
  if (!room) return; // it is not to be seen
  const scale = Math.ceil((room > 600 ? 40 : 26) / (width + 4)); // screen pixels for one of a map's
  const columns = columnsFor(channels, Math.floor(room / ((width + 1) * scale)));
  const size = { width: columns * (width + 1) - 1, height: Math.ceil(channels / columns) * (height + 1) - 1 };
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
  canvas.style.width = `${size.width * scale}px`;
  const context = canvas.getContext("2d");
  const picture = context.createImageData(size.width, size.height);
  const ink = rgb(context, colourOf(canvas, "--ink"));
  bytesOf(data).forEach((value, i) => {
    const channel = Math.floor(i / (width * height));
    const x = (channel % columns) * (width + 1) + (i % width);
    const y = Math.floor(channel / columns) * (height + 1) + (Math.floor(i / width) % height);
    picture.data.set([...ink, 24 + value * 0.9], 4 * (y * size.width + x));
  });
  context.putImageData(picture, 0, 0);
}

/** As many as there is room for, or fewer where no place stays empty then. */
function columnsFor(channels, most) {
  let columns = Math.min(most, channels);
  while (columns > most / 2 && channels % columns) columns--;
  return channels % columns ? Math.min(most, channels) : columns;
}

function rgb(context, colour) {
  context.fillStyle = colour; // canvas gives every colour back as #rrggbb
  return [1, 3, 5].map((at) => Number.parseInt(context.fillStyle.slice(at, at + 2), 16));
}
