// Talking to the server this page came from, and to no other.

const meta = (name) => document.querySelector(`meta[name="pressmark-${name}"]`).content;
const token = meta("token");
export const keyNeeded = meta("key-needed") === "yes";

/** A refusal or a failure, in words for people. */
export class Trouble extends Error {
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }
}

function headers(more = {}) {
  const key = sessionStorage.getItem("pressmark-key");
  const own = key ? { Authorization: `Bearer ${key}` } : {};
  return { ...own, ...(token ? { "X-Pressmark-Token": token } : {}), ...more };
}

/** The response of a request, or a Trouble that says what went wrong. */
export async function request(path, { method = "GET", json, body, signal, type } = {}) {
  const options = { method, signal, headers: headers(), body };
  if (json !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(json);
  } else if (type) {
    options.headers["Content-Type"] = type;
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Trouble("The server does not answer. Is it still running?");
  }
  if (response.ok) return response;
  let detail = `The server answered ${response.status}.`;
  try {
    detail = (await response.json()).detail;
  } catch { /* no problem document: the number has to do */ }
  throw new Trouble(detail, response.status);
}

/** The JSON of a request. */
export async function json(path, options) {
  return (await request(path, options)).json();
}

/** Call `heard(name, data)` for each server-sent event of a POST of `body`. */
export async function stream(path, body, heard, signal) {
  const response = await request(path, { method: "POST", json: body, signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    held += value;
    const blocks = held.split("\n\n");
    held = blocks.pop();
    for (const block of blocks) {
      const lines = block.split("\n");
      const name = lines.find((line) => line.startsWith("event: ")).slice(7);
      const data = JSON.parse(lines.find((line) => line.startsWith("data: ")).slice(6));
      if (name === "error") throw new Trouble(data.detail, data.status);
      heard(name, data);
    }
  }
}

/** Send a file; `told(share)` hears how much of it is sent. */
export function send(file, told) {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open("POST", `/v1/files?name=${encodeURIComponent(file.name)}`);
    const all = headers({ "Content-Type": "application/octet-stream" });
    for (const [name, value] of Object.entries(all)) sending.setRequestHeader(name, value);
    sending.upload.addEventListener("progress", (at) => told(at.loaded / (at.total || 1)));
    sending.addEventListener("error", () => reject(new Trouble("The server does not answer.")));
    sending.addEventListener("load", () => {
      let body = {};
      try {
        body = JSON.parse(sending.responseText);
      } catch { /* no JSON: told below */ }
      if (sending.status < 300) resolve(body);
      else reject(new Trouble(body.detail ?? `The server answered ${sending.status}.`));
    });
    sending.send(file);
  });
}
