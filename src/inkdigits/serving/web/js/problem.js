/** What went wrong, in one sentence above everything. */
export function showProblem(sentence) {
  const place = document.getElementById("problem");
  if (place.hidden || place.textContent !== sentence) place.textContent = sentence;
  place.hidden = false;
}

export function hideProblem() {
  document.getElementById("problem").hidden = true;
}
