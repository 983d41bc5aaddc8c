import { button, element } from "./element.js";
import { percent } from "./words.js";

/**
 * Ten bars, one for each digit, that say how probable it is; each is a button to say which is right.
 * @param {HTMLElement} root
 * @param {(digit: number) => void} onPick
 */
export function makeBars(root, onPick) {
  const buttons = Array.from({ length: 10 }, (_, digit) => {
    const one = button("", () => onPick(digit));
    one.append(span("percent"), span("column", span("bar")), span("name", String(digit)));
    return one;
  });
  root.replaceChildren(...buttons);

  /**
   * @param {number[]} probabilities ten; none where nothing was read.
   * @param {"sure" | "doubt" | "none"} mood
   * @param {number | null} chosen the digit that a person said it is.
   */
  return function show(probabilities, mood = "sure", chosen = null) {
    root.dataset.mood = mood;
    const best = Math.max(...(probabilities ?? []));
    buttons.forEach((one, digit) => {
      const share = probabilities?.[digit] ?? 0;
      one.disabled = !probabilities;
      one.classList.toggle("first", share > 0 && share === best);
      one.classList.toggle("chosen", digit === chosen);
      one.style.setProperty("--share", share.toFixed(4));
      one.querySelector(".percent").textContent = share >= 0.01 ? Math.floor(100 * share) : "";
      one.setAttribute("aria-label", `${digit}: ${percent(share)}`);
      one.setAttribute("aria-pressed", String(digit === chosen));
    });
  };
}

const span = (name, ...children) => element("span", { class: name }, ...children);
