/** The server's answers; an error becomes an Error with the server's sentence. */

let token = sessionStorage.getItem("token");

/** Take the token from the address, where `inkdigits serve` put it, and out of the history. */
export function takeToken() {
  const given = /^#token=(.+)$/.exec(location.hash);
  if (!given) return;
  keepToken(decodeURIComponent(given[1]));
  history.replaceState(null, "", location.pathname);
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

function query(options) {
  const pairs = Object.entries(options).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  return new URLSearchParams(pairs.filter(([, value]) => value !== "")).toString();
}

async function ask(path, body) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  let response;
  try {
    response = await fetch(path, body ? { method: "POST", body, headers } : { headers });
  } catch {
    throw new Error("The server does not answer; is inkdigits still running?");
  }
  if (response.status === 401) {
    await askForToken();
    return ask(path, body);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The server answered with ${response.status}.`);
  return answer;
}

let asking = null;

/** Ask the person, once, however many requests wait for it. */
function askForToken() {
  asking ??= new Promise((resolve) => {
    const dialog = document.getElementById("token-dialog");
    dialog.addEventListener("close", () => {
      keepToken(document.getElementById("token").value);
      asking = null;
      resolve();
    }, { once: true });
    dialog.showModal();
  });
  return asking;
}

function keepToken(value) {
  token = value;
  sessionStorage.setItem("token", value);
}
