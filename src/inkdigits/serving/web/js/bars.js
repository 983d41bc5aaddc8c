import { percent } from "./words.js";

/**
 * Ten bars, one for each digit, that say how probable it is; each is a button to say which is right.
 * @param {HTMLElement} root
 * @param {(digit: number) => void} onPick
 */
export function makeBars(root, onPick) {
  const buttons = Array.from({ length: 10 }, (_, digit) => {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.append(span("percent"), span("column"), span("name", digit));
    button.children[1].append(span("bar"));
    button.addEventListener("click", () => onPick(digit));
    return button;
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
    buttons.forEach((button, digit) => {
      const share = probabilities?.[digit] ?? 0;
      button.disabled = !probabilities;
      button.classList.toggle("first", share > 0 && share === best);
      button.classList.toggle("chosen", digit === chosen);
      button.style.setProperty("--share", share.toFixed(4));
      button.firstChild.textContent = share >= 0.01 ? Math.floor(100 * share) : "";
      button.setAttribute("aria-label", `${digit}: ${percent(share)}`);
      button.setAttribute("aria-pressed", String(digit === chosen));
    });
  };
}

function span(className, text = "") {
  return Object.assign(document.createElement("span"), { className, textContent: text });
}
