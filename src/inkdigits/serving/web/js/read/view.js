import { read } from "../api.js";
import { hideProblem, showProblem } from "../problem.js";
import { save } from "../save.js";
import { count } from "../words.js";
import { Page, csvOf, jsonOf, textOf } from "./document.js";
import { takeFiles } from "./intake.js";
import { makePageView, makeProblemView } from "./page-view.js";
import { needsServer, pictureOf } from "./pictures.js";

/** Pages: brought, read, corrected, taken away. */
export function startReading() {
  const place = (id) => document.getElementById(id);
  const known = place("known");
  let files = [];
  let views = [];
  let turn = 0; // a newer file must not be overtaken by an older one's answer

  const pages = () => views.map(({ page }) => page).filter(Boolean);
  const openDigits = () => pages().flatMap((page) => page.digits.filter(({ isOpen }) => isOpen));

  async function readFiles(given) {
    const mine = ++turn;
    files = namedApart(given);
    place("again").disabled = false; // even if they cannot be read as they are: what is known may be mended
    location.hash = "#read";
    hideProblem();
    showProgress(`Reading ${files.length === 1 ? files[0].name : `${files.length} files`} …`, true);
    try {
      const made = await readAndDraw(files, optionsOf(known), tally);
      if (mine !== turn) return;
      views = made;
      place("pages").replaceChildren(...views.map(({ root }) => root));
      tally();
    } catch (problem) {
      if (mine === turn) showProblem(problem.message);
    } finally {
      if (mine === turn) showProgress("", false);
    }
  }

  function showProgress(words, busy) {
    place("progress").textContent = words;
    place("progress").classList.toggle("busy", busy);
  }

  function tally() {
    const lines = pages().flatMap((page) => page.lines).length;
    const open = openDigits().length;
    place("summary").hidden = !lines;
    place("next").disabled = !open;
    const doubts = open ? `${count(open, "digit")} to look at` : "nothing doubtful left";
    place("tally").textContent = `${count(lines, "number")}; ${doubts}`;
  }

  function goToNext() {
    const [first] = openDigits();
    views.find(({ page }) => page?.digits.includes(first))?.focus(first);
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(textOf(pages()));
      place("tally").textContent = "Copied.";
    } catch {
      showProblem("The browser does not let this page copy; save the CSV instead.");
    }
  }

  takeFiles(readFiles);
  known.addEventListener("submit", (event) => {
    event.preventDefault();
    readFiles(files);
  });
  place("next").addEventListener("click", goToNext);
  place("copy").addEventListener("click", copy);
  place("csv").addEventListener("click", () => save("numbers.csv", "text/csv", csvOf(pages())));
  place("json").addEventListener("click", () => save("numbers.json", "application/json", jsonOf(pages())));
}

/** What a person said is known of the numbers, as /v1/read takes it. */
function optionsOf(form) {
  const { one_of, ...options } = Object.fromEntries(new FormData(form));
  return { ...options, one_of: one_of.split(/\s+/).filter(Boolean) };
}

/** Files of which no two have the same name, as photos of a phone may have. */
function namedApart(files) {
  const taken = new Set();
  return files.map((file) => {
    let name = file.name;
    for (let number = 2; taken.has(name); number++) name = `${number} ${file.name}`;
    taken.add(name);
    return name === file.name ? file : new File([file], name, { type: file.type });
  });
}

/** Read files; one view for each page, in their order. Decoded pages are large: there is one at a time. */
async function readAndDraw(files, options, onChange) {
  const include = files.some(needsServer) ? ["fields", "picture"] : ["fields"];
  const answers = await read(files, { ...options, include });
  const views = [];
  for (const answer of answers) views.push(await draw(answer, files, options, onChange));
  return views;
}

async function draw(answer, files, options, onChange) {
  if (answer.error) return makeProblemView(answer);
  const file = files.find(({ name }) => name === answer.file);
  const page = new Page(answer, Number(options.min_confidence));
  const picture = await pictureOf(answer, file);
  const view = makePageView(page, picture, onChange);
  picture?.close();
  return view;
}
