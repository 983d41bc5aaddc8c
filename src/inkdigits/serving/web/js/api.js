/** The server's answers; an error becomes an Error with the server's sentence. */

let token = sessionStorage.getItem("token");

/** Take the token from the address, where `inkdigits serve` put it, and out of the history; whether one was there. */
export function takeToken() {
  const given = /^#token=(.+)$/.exec(location.hash);
  if (!given) return false;
  history.replaceState(null, "", location.pathname);
  keepToken(decoded(given[1]));
  document.getElementById("token").value = token;
  document.getElementById("token-dialog").close(GIVEN); // it need not be asked for any more
  return true;
}

/** A part of an address; one that was torn, as it stands. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const models = () => ask("/v1/models");

/**
 * @param {Blob} picture of one digit.
 * @param {string[]} include of "field" and "maps".
 */
export async function classify(picture, include) {
  const answer = await ask(`/v1/classify?${query({ include })}`, picture);
  return answer.results[0];
}

/**
 * @param {Blob[]} files pictures or PDFs.
 * @param {object} options as /v1/read takes them; empty ones are left out.
 */
export async function read(files, options = {}) {
  const body = new FormData();
  for (const file of files) body.append("files", file, file.name ?? "pad.png");
  const answer = await ask(`/v1/read?${query({ include: ["fields"], ...options })}`, body);
  return answer.pages;
}

/** An example of a page, as a file. */
export async function examplePage(name) {
  const answer = await reach(`/examples/${name}`);
  if (!answer.ok) throw new Error(`The server answered with ${answer.status}.`);
  return new File([await answer.blob()], name, { type: "image/jpeg" });
}

function query(options) {
  const pairs = Object.entries(options).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  return new URLSearchParams(pairs.filter(([, value]) => value !== "")).toString();
}

async function ask(path, body) {
  const sent = token;
  const headers = sent ? { Authorization: `Bearer ${sent}` } : {};
  const response = await reach(path, body ? { method: "POST", body, headers } : { headers });
  if (response.status === 401) {
    if (sent === token) await askForToken(); // else a better one came meanwhile
    return ask(path, body);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The server answered with ${response.status}.`);
  return answer;
}

async function reach(path, request) {
  try {
    return await fetch(path, request);
  } catch {
    throw new Error("The server does not answer; is inkdigits still running?");
  }
}

const GIVEN = "given"; // what the dialog returns, unless it was closed without a token
let asking = null;
let isDeclined = false; // until the person does something else, lest what still waits ask at once again

for (const action of ["pointerdown", "keydown", "click", "change", "drop"]) {
  addEventListener(action, () => (isDeclined = false), { capture: true });
}

/** Ask the person, once, however many requests wait for it. */
async function askForToken() {
  if (!isDeclined) asking ??= showTokenDialog();
  await asking;
  if (isDeclined) throw new Error("Without its token this server answers nothing.");
}

function showTokenDialog() {
  const dialog = document.getElementById("token-dialog");
  dialog.returnValue = "";
  dialog.showModal();
  document.getElementById("token-wrong").hidden = !token;
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      asking = null;
      isDeclined = dialog.returnValue !== GIVEN;
      if (!isDeclined) keepToken(document.getElementById("token").value);
      resolve();
    }, { once: true });
  });
}

function keepToken(value) {
  token = value;
  sessionStorage.setItem("token", value);
}
