/** How things are said. */

/** A share as a percentage, never rounded up to 100 %. */
export function percent(share) {
  if (share > 0 && share < 0.001) return "under 0.1 %";
  return `${(Math.floor(1000 * share) / 10).toFixed(1).replace(/\.0$/, "")} %`;
}

/** "an 8", "a 7". */
export const aDigit = (digit) => (digit === 8 ? "an 8" : `a ${digit}`);

/** "1 digit", "2 digits". */
export const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** Say something to a screen reader, once it has finished. */
export function say(words) {
  document.getElementById("spoken").textContent = words;
}
