import { models, takeToken } from "./api.js";
import { startLabelled } from "./labelled.js";
import { showProblem } from "./problem.js";
import { startReading } from "./read/view.js";
import { percent } from "./words.js";
import { startWriting } from "./write.js";

const VIEWS = ["write", "read"];
let shown = null;

/** Show the view that the address names; an address within a view, such as the content's, changes nothing. */
function showView() {
  const named = VIEWS.find((view) => location.hash === `#${view}`);
  const wanted = named ?? ((location.hash && shown) || "write");
  if (wanted === shown) return;
  shown = wanted;
  for (const view of VIEWS) {
    document.getElementById(view).hidden = view !== wanted;
    const link = document.querySelector(`[data-view=${view}]`);
    if (view === wanted) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  scrollTo(0, 0);
}

async function showModel() {
  const { models: cards } = await models();
  const card = cards.find((one) => one.default);
  const test = card.measured["mnist-test"];
  const digits = test && `${percent(test.accuracy)} of MNIST’s ${test.n.toLocaleString("en")} test digits`;
  document.getElementById("model").textContent = `Read by ${card.name}${digits ? `, right on ${digits}` : ""}.`;
}

takeToken();
addEventListener("hashchange", () => takeToken() || showView());
showView();
startWriting();
startReading();
startLabelled();
showModel().catch((problem) => showProblem(problem.message));
