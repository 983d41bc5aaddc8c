import { keepLabel } from "./labelled.js";

/**
 * What a person said of the digits on the pad. Their ink may later be seen as other digits; what is said of
 * those then replaces it, lest the same ink be kept twice.
 */
export function makeLabels() {
  const said = new Map(); // name of a digit → {label, box, ids of strokes}

  const get = ({ name }) => said.get(name)?.label ?? null;

  /** @param {object[]} shown all the digits that are seen now, which do not replace each other. */
  function set(digit, label, shown) {
    const owner = { label, box: digit.box, ids: new Set(digit.strokes.map(({ id }) => id)) };
    const stays = new Set(shown.map(({ name }) => name));
    for (const [name, other] of said) if (!stays.has(name) && isSameInk(other, owner)) drop(name);
    said.set(digit.name, owner);
    keepLabel(digit.name, digit.field, label);
  }

  function drop(name) {
    said.delete(name);
    keepLabel(name, null, null);
  }

  return { get, set };
}

const isSameInk = (one, other) => [...one.ids].some((id) => other.ids.has(id)) && overlap(one.box, other.box) > 0.5;

/** How much of the smaller of two boxes lies in the other. */
function overlap([x, y, width, height], [left, top, across, down]) {
  const shared = (from, to, start, end) => Math.max(0, Math.min(to, end) - Math.max(from, start));
  const both = shared(x, x + width, left, left + across) * shared(y, y + height, top, top + down);
  return both / Math.min(width * height, across * down);
}
