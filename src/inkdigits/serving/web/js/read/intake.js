import { examplePage } from "../api.js";
import { showProblem } from "../problem.js";

/**
 * The ways in for a page: chosen, photographed, dropped or pasted.
 * @param {(files: File[]) => void} onFiles
 */
export function takeFiles(onFiles) {
  for (const id of ["file", "photo"]) {
    const input = document.getElementById(id);
    input.addEventListener("change", () => {
      if (input.files.length) onFiles([...input.files]);
      input.value = ""; // the same file may be chosen again
    });
  }
  for (const button of document.querySelectorAll("[data-example]")) {
    button.addEventListener("click", async () => {
      try {
        onFiles([await examplePage(button.dataset.example)]);
      } catch (problem) {
        showProblem(problem.message);
      }
    });
  }
  addEventListener("paste", ({ clipboardData }) => {
    if (clipboardData.files.length) onFiles([...clipboardData.files]);
  });
  takeDropped(onFiles);
}

function takeDropped(onFiles) {
  const mark = (is) => document.body.classList.toggle("dragging", is);
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    mark(true);
  });
  addEventListener("dragleave", ({ relatedTarget }) => relatedTarget === null && mark(false));
  addEventListener("drop", (event) => {
    mark(false);
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    onFiles([...event.dataTransfer.files]);
  });
}
