// The list of articles: adding by dropping files, removing, finding.

import { json, request, send } from "./server.js";
import { about, make } from "./text.js";

const byId = (id) => document.getElementById(id);
const MOST = 8_000_000;
const ONE_PAGE = 200;
let articles = [];
let open = null;

/** Wire the list; `opens(article, from)` shows one. */
export function start(opens) {
  open = opens;
  const drop = byId("drop");
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  // A file that misses the box must not replace the page.
  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => add([...event.dataTransfer.files]));
  byId("files").addEventListener("change", (event) => {
    add([...event.target.files]);
    event.target.value = "";
  });
  byId("find").addEventListener("input", draw);
  byId("more").addEventListener("click", () => load(articles.length));
}

/** Fetch the list from the number `offset` on, and show it. */
export async function load(offset = 0) {
  const response = await request(`/v1/articles?limit=${ONE_PAGE}&offset=${offset}`);
  const page = await response.json();
  articles = offset ? [...articles, ...page] : page;
  byId("more").hidden = !response.headers.get("Link");
  draw();
}

/** What the first articles can be found by: names for each list of suggestions. */
export async function suggestions() {
  const found = await json("/v1/articles?limit=1000");
  const names = (values) => [...new Set(values.filter(Boolean))].sort();
  return {
    sources: names(found.map((article) => article.source)),
    authors: names(found.map((article) => article.author)),
    tags: names(found.flatMap((article) => article.tags)),
    langs: names(found.map((article) => article.language)),
  };
}

function draw() {
  const wanted = byId("find").value.trim().toLowerCase();
  const shown = articles
    .filter((a) => `${a.title}\n${a.source}`.toLowerCase().includes(wanted))
    .sort((a, b) => (b.published ?? "").localeCompare(a.published ?? "") || a.title.localeCompare(b.title));
  byId("articles").replaceChildren(...shown.map(line));
  if (!shown.length) byId("articles").append(make("li", { className: "about" }, "No articles."));
}

function line(article) {
  const opens = make("button", { type: "button", className: "opens",
    on: { click: (event) => open(article, event.currentTarget) } }, article.title);
  const remove = make("button", { type: "button", className: "quiet remove",
    attrs: { "aria-label": `Remove ${article.title}` } }, "Remove");
  // The first press asks, the second removes: nothing is lost by one slip.
  remove.addEventListener("click", async () => {
    if (!remove.classList.contains("sure")) {
      remove.classList.add("sure");
      remove.textContent = "Really remove?";
      remove.setAttribute("aria-label", `Really remove ${article.title}?`);
      return;
    }
    remove.disabled = true;
    try {
      await request(`/v1/articles/${encodeURIComponent(article.article_id)}`, { method: "DELETE" });
      tell(`Removed ${article.title}.`);
      await load();
    } catch (trouble) {
      remove.disabled = false;
      tell(trouble.message, true);
    }
  });
  remove.addEventListener("blur", () => {
    if (remove.disabled) return;
    remove.classList.remove("sure");
    remove.textContent = "Remove";
  });
  return make("li", {}, make("span", {}, opens, make("br"),
    make("span", { className: "about" }, about(article))), remove);
}

function tell(words, bad = false) {
  byId("uploads").replaceChildren(make("li", { className: bad ? "bad" : "" }, words));
}

async function add(files) {
  byId("uploads").replaceChildren();
  const waiting = files.map((file) => {
    const bar = make("progress", { max: 1, value: 0, attrs: { "aria-label": `Adding ${file.name}` } });
    const said = make("span", {}, " waiting");
    const item = make("li", {}, `${file.name} `, bar, said);
    byId("uploads").append(item);
    return { file, bar, said, item };
  });
  // One after the other: the archive takes one change at a time.
  for (const { file, bar, said, item } of waiting) {
    try {
      if (file.size > MOST) throw new Error("it has more than 8 MB");
      const report = await send(file, (share) => {
        bar.value = share * 0.5; // the other half is the indexing, which tells no share
        said.textContent = share < 1 ? " sending" : " indexing";
      });
      bar.value = 1;
      said.textContent = report.new ? " added" : report.changed ? " replaced" : " was there already";
    } catch (trouble) {
      bar.remove();
      item.classList.add("bad");
      said.textContent = `not added: ${trouble.message}`;
    }
  }
  await load();
}
