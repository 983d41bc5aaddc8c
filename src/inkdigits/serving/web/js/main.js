import { models, takeToken } from "./api.js";
import { startLabelled } from "./labelled.js";
import { showProblem } from "./problem.js";
import { startReading } from "./read/view.js";
import { percent } from "./words.js";
import { startWriting } from "./write.js";

const VIEWS = ["write", "read"];

/** Show the view that the address names. */
function showView() {
  const wanted = VIEWS.find((view) => location.hash === `#${view}`) ?? "write";
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
addEventListener("hashchange", showView);
showView();
startWriting();
startReading();
startLabelled();
showModel().catch((problem) => showProblem(problem.message));
