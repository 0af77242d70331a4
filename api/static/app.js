// The page: what its address asks for is fetched, drawn, and kept in its history.

import * as address from "./address.js";
import { AnswerView } from "./answer.js";
import * as article from "./article.js";
import * as keyboard from "./keyboard.js";
import * as library from "./library.js";
import { json, keyNeeded, stream, Trouble } from "./server.js";

const byId = (id) => document.getElementById(id);
const CHOICES = [...address.FILTERS, "mode", "all"];
/** The box of a filter. */
const box = (name) => byId(name === "article" ? "only" : name);
let running = null;

const act = {
  async open(what, short, from) {
    act.unpeek();
    try {
      await article.open(what, short, from);
    } catch (trouble) {
      failed(trouble);
    }
  },
  close() {
    act.unpeek();
    article.close();
  },
  peek(chip, ...nodes) {
    const peek = byId("peek");
    peek.replaceChildren(...nodes);
    peek.hidden = false;
    const box = chip.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - peek.offsetWidth - 16);
    peek.style.left = `${Math.max(8, left) + scrollX}px`;
    peek.style.top = `${box.bottom + 8 + scrollY}px`;
    chip.setAttribute("aria-describedby", "peek");
  },
  unpeek() {
    byId("peek").hidden = true;
    for (const card of document.querySelectorAll(".source.on")) card.classList.remove("on");
  },
  /** The same question with every similar article cited. */
  all() {
    byId("all").checked = true;
    if (asked().q) go(asked());
  },
  /** The same question, not as it goes on from the one before. */
  alone() {
    byId("q").value = view.answer.question;
    go({ ...asked(), after: "" });
  },
  /** Whether what is shown may go on from a question before it. */
  goesOn() {
    const { after, kept } = address.read();
    return Boolean(after || kept);
  },
  focus() {
    if (address.read().view !== "ask") go({ view: "ask" });
    byId("q").focus();
    byId("q").select();
  },
  help() {
    byId("help").showModal();
  },
  async copy() {
    if (!view.answer) return;
    try {
      await navigator.clipboard.writeText(view.markdown());
      say("Copied, with its citations.");
    } catch {
      say("The browser did not allow copying.", "bad");
    }
  },
};
const view = new AnswerView(act);

function say(words, kind = "") {
  byId("state").textContent = words;
  byId("state").className = kind;
}

function failed(trouble) {
  if (trouble.name === "AbortError") return;
  if (trouble instanceof Trouble && trouble.status === 401 && keyNeeded) byId("key").showModal();
  say(trouble.message, "bad");
}

/** Go to a view: its address goes into the history. */
function go(asked) {
  const path = address.write(asked);
  if (path !== location.pathname + location.search) history.pushState(null, "", path);
  show(asked);
}

/** Show what `asked` says. */
async function show(asked) {
  running?.abort();
  running = new AbortController();
  act.close();
  say("");
  byId("view-ask").hidden = asked.view !== "ask";
  byId("view-library").hidden = asked.view !== "library";
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.dataset.view === asked.view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  try {
    if (asked.view === "library") {
      document.title = "Articles · Pressmark";
      await library.load();
    } else {
      await answer(asked, running.signal);
    }
  } catch (trouble) {
    failed(trouble);
  }
}

async function answer(asked, signal) {
  view.clear();
  fill(asked);
  const some = Boolean(asked.q || asked.kept);
  document.body.classList.toggle("empty", !some);
  byId("welcome").hidden = some;
  byId("result").hidden = true;
  document.title = asked.q ? `${asked.q} · Pressmark` : "Pressmark";
  if (asked.kept) {
    const kept = await json(`/v1/answers/${asked.kept}`, { signal });
    byId("q").value = kept.answer.question;
    document.title = `${kept.answer.question} · Pressmark`;
    view.kept(kept);
  } else if (asked.q) {
    say("Looking through the articles …", "busy");
    await stream("/v1/ask/stream", address.body(asked), (name, data) => {
      if (signal.aborted) return;
      view.heard(name, data);
      if (name === "done") say("");
    }, signal);
    if (asked.after && !signal.aborted && !view.answer?.read_as) {
      history.replaceState(null, "", address.write({ ...asked, after: "" }));
    }
  } else {
    const health = await json("/health", { signal });
    byId("holds").textContent = `${health.articles.toLocaleString("en")} articles, ${health.passages.toLocaleString("en")} passages.`;
    if (health.warning) say(health.warning, "bad");
  }
}

/** The boxes as `asked` has them. */
function fill(asked) {
  byId("q").value = asked.q ?? "";
  for (const name of address.FILTERS) box(name).value = asked[name] ?? "";
  only(asked.article);
  byId("mode").value = asked.mode ?? "hybrid";
  byId("all").checked = Boolean(asked.all);
  const on = CHOICES.filter((name) => name !== "article" && asked[name] && asked[name] !== "hybrid");
  byId("filters-on").textContent = on.length ? `(${on.length} on)` : "";
  if (on.length) byId("filters").open = true;
}

/** Say which article alone is asked. */
async function only(id) {
  byId("only-part").hidden = !id;
  byId("only-title").textContent = "";
  if (!id) return;
  try {
    const title = await article.titled(id);
    if (byId("only").value === id) byId("only-title").textContent = title;
  } catch (trouble) {
    failed(trouble);
  }
}

function asked() {
  const made = { view: "ask", q: byId("q").value.trim(), mode: byId("mode").value, all: byId("all").checked ? "1" : "" };
  for (const name of address.FILTERS) made[name] = box(name).value.trim();
  const shown = address.read();
  const { answer } = view;
  made.after = made.q === shown.q || !answer ? shown.after : answer.read_as ?? answer.question;
  return made;
}

/** Ask one article alone, or all: the question that is there, and the ones that follow. */
function narrow(id) {
  byId("only").value = id;
  go(asked());
  byId("q").focus();
  byId("q").select();
}

byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  if (asked().q) go(asked());
});
for (const name of CHOICES) {
  box(name).addEventListener("change", () => { if (asked().q) go(asked()); });
}
byId("filters-clear").addEventListener("click", () => {
  for (const name of address.FILTERS) box(name).value = "";
  only("");
  byId("mode").value = "hybrid";
  byId("all").checked = false;
  if (asked().q) go(asked());
  else byId("filters-on").textContent = "";
});
byId("filters").addEventListener("toggle", async () => {
  if (byId("sources").childElementCount) return;
  try {
    for (const [id, names] of Object.entries(await library.suggestions())) {
      byId(id).replaceChildren(...names.map((name) => new Option(name, name)));
    }
  } catch { /* the box works without suggestions */ }
});
for (const link of document.querySelectorAll("[data-view]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go({ view: link.dataset.view });
  });
}
byId("permalink").addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go({ view: "ask", kept: new URL(event.currentTarget.href).pathname.slice(3) });
});
byId("copy").addEventListener("click", act.copy);
byId("article-close").addEventListener("click", act.close);
byId("article-only").addEventListener("click", () => narrow(article.opened()));
byId("only-off").addEventListener("click", () => narrow(""));
byId("help-open").addEventListener("click", act.help);
byId("key-form").addEventListener("submit", () => {
  sessionStorage.setItem("pressmark-key", byId("key-value").value.trim());
  byId("key-value").value = "";
  show(address.read());
});
byId("theme").addEventListener("click", () => {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset.theme ?? (dark ? "dark" : "light");
  theme(now === "dark" ? "light" : "dark");
  localStorage.setItem("pressmark-theme", document.documentElement.dataset.theme);
});
function theme(name) {
  if (["dark", "light"].includes(name)) document.documentElement.dataset.theme = name;
}
theme(localStorage.getItem("pressmark-theme"));
window.addEventListener("popstate", () => show(address.read()));
keyboard.start(act);
library.start((what, from) => act.open(what, null, from));
show(address.read());
performance.mark("usable");
