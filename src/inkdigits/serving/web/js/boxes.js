const SVG = "http://www.w3.org/2000/svg";

/**
 * Draw boxes.
 * @param {SVGElement} root
 * @param {{box: number[], className?: string, title?: string}[]} boxes [left, top, width, height] each.
 * @returns {SVGElement[]} what was drawn, in the same order.
 */
export function drawBoxes(root, boxes) {
  const drawn = boxes.map(({ box: [x, y, width, height], className = "", title }) => {
    const rectangle = document.createElementNS(SVG, "rect");
    const attributes = { x, y, width, height, class: className };
    for (const [name, value] of Object.entries(attributes)) rectangle.setAttribute(name, value);
    if (title) rectangle.append(Object.assign(document.createElementNS(SVG, "title"), { textContent: title }));
    return rectangle;
  });
  root.replaceChildren(...drawn);
  return drawn;
}
