// An article beside the answer, scrolled to the quoted words.

import { json } from "./server.js";
import { about, flowing, headed, make, marked, webAddress } from "./text.js";

const byId = (id) => document.getElementById(id);
let opener = null;
let shown = null;
const titles = new Map();

/** Open the article of a citation or passage; `short` is marked inside [start, end). */
export async function open({ article_id: id, start, end }, short, from) {
  opener = from ?? document.activeElement;
  const article = await json(`/v1/articles/${encodeURIComponent(id)}`);
  shown = id;
  titles.set(id, article.title);
  byId("article-title").textContent = article.title;
  const original = webAddress(article.url);
  const lines = [about(article), original &&
    make("a", { href: original, rel: "noreferrer noopener", target: "_blank" }, "original ↗")];
  byId("article-about").replaceChildren(...lines.filter(Boolean).flatMap(
    (line, n) => (n ? [" · ", line] : [line])));
  const quoted = Number.isInteger(start) && Number.isInteger(end);
  const { sections } = article;
  const text = flowing(article.text, article.soft_breaks);
  const nodes = quoted ? marked(text, start, end, short, sections) : headed(text, 0, sections);
  byId("article-text").replaceChildren(...nodes);
  const place = quoted ? `?start=${start}&end=${end}#quote` : "";
  byId("article-alone").href = `/articles/${encodeURIComponent(id)}${place}`;
  const panel = byId("article");
  panel.hidden = false;
  document.body.classList.add("beside");
  panel.focus({ preventScroll: true });
  const mark = panel.querySelector("mark");
  if (mark) {
    const top = mark.getBoundingClientRect().top - panel.getBoundingClientRect().top;
    panel.scrollTop += top - panel.clientHeight / 3;
  } else {
    panel.scrollTop = 0;
  }
}

/** The id of the article that was opened last. */
export function opened() {
  return shown;
}

/** The title of an article, which is fetched once. */
export async function titled(id) {
  if (!titles.has(id)) titles.set(id, (await json(`/v1/articles/${encodeURIComponent(id)}`)).title);
  return titles.get(id);
}

/** Whether an article is open. */
export function isOpen() {
  return !byId("article").hidden;
}

/** Close it and go back to what opened it. */
export function close() {
  if (!isOpen()) return;
  byId("article").hidden = true;
  document.body.classList.remove("beside");
  if (opener?.isConnected) opener.focus();
}
