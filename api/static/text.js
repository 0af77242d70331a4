// Text of articles: always as text nodes, never as markup. Offsets count code points.

/** The index in UTF-16 units of the code point number `points` of `text`. */
export function toUnits(text, points) {
  let unit = 0;
  for (let n = 0; n < points && unit < text.length; n += 1) {
    unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
  }
  return unit;
}

/** The number of code points in the first `units` UTF-16 units of `text`. */
export function toPoints(text, units) {
  let points = 0;
  for (let unit = 0; unit < units; points += 1) {
    unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
  }
  return points;
}

/** `text` with spaces for the line breaks at the code points `breaks`: a page is of any width. */
export function flowing(text, breaks) {
  const parts = [];
  let done = 0;
  let points = 0;
  for (const at of breaks) {
    const unit = done + toUnits(text.slice(done), at - points);
    parts.push(text.slice(done, unit), " ");
    done = unit + 1;
    points = at + 1;
  }
  return parts.join("") + text.slice(done);
}

/** An element with properties, attributes (`attrs`) and children; strings become text nodes. */
export function make(tag, { attrs = {}, on = {}, ...properties } = {}, ...children) {
  const made = document.createElement(tag);
  Object.assign(made, properties);
  for (const [name, value] of Object.entries(attrs)) made.setAttribute(name, value);
  for (const [name, handler] of Object.entries(on)) made.addEventListener(name, handler);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Nodes of `text` where [start, end) is marked as the sentence and, inside it, `short`. */
export function marked(text, start, end, short, sections = []) {
  const a = toUnits(text, start);
  const b = a + toUnits(text.slice(a), end - start);
  const mark = make("mark", { className: "sentence" }, ...shortened(text.slice(a, b), short));
  return [...headed(text.slice(0, a), 0, sections), mark, ...headed(text.slice(b), end, sections)];
}

/** Nodes of `text`, which begins at the code point `from` of an article, with its headings; of its
 * `sections`, "page 4" of a PDF is none. */
export function headed(text, from, sections) {
  const nodes = [];
  let done = 0;
  for (const { start, section } of sections) {
    if (start < from) continue;
    const at = done + toUnits(text.slice(done), start - from);
    if (at >= text.length) break;
    const path = section.split(" › ");
    const line = text.slice(at).split("\n", 1)[0];
    if (!line || !line.startsWith(path.at(-1))) continue;
    const attrs = { role: "heading", "aria-level": Math.min(path.length, 4) + 2 };
    nodes.push(text.slice(done, at), make("strong", { attrs }, line));
    done = at + line.length;
    from = start + toPoints(line, line.length);
  }
  return [...nodes, text.slice(done)];
}

/** Nodes of `text` in which the words `short` are marked, once, where they stand as words; of those
 * of a list, one a line, the first line that stands there. */
export function shortened(text, short) {
  if (!short) return [text];
  const inWord = (at, end) => /[\p{L}\p{N}]$/u.test(text.slice(0, at)) || /^[\p{L}\p{N}]/u.test(text.slice(end));
  for (const words of [short, short.replaceAll("\n", " "), ...(short.includes("\n") ? lines(short) : [])]) {
    let at = text.indexOf(words);
    while (at >= 0 && inWord(at, at + words.length)) at = text.indexOf(words, at + 1);
    if (at < 0 || !words) continue;
    const mark = make("mark", { className: "short" }, words);
    return [text.slice(0, at), mark, text.slice(at + words.length)];
  }
  return [text];
}

const ITEM = String.raw`\s*(?:[-*•–▪●◦‣·]|\(?(?:\d{1,3}|[a-z])[.)])\s+`;
const BREAK = new RegExp(String.raw`\n\s*\n|\n(?=${ITEM})`);
const MARKED = new RegExp(`^${ITEM}`);

/** The lead-in and the items of a `quote` of a list, without their marks; of another all of it. */
export function lines(quote) {
  const apart = quote.split(BREAK);
  const found = apart.length === 1 && /^[^\n]*:\n/.test(quote) ? quote.split("\n") : apart;
  return found.length === 1 ? [quote] : found.map((line) => line.replace(MARKED, "").replaceAll("\n", " ").trim());
}

/** Nodes of a `quote`: its line, the nodes `behind` that, and the items of its list. */
export function quoted(quote, short, behind = []) {
  const [first, ...items] = lines(quote);
  const line = make("span", { className: "line" }, ...shortened(first, short));
  const list = items.map((item) => make("li", { className: "line" }, ...shortened(item, short)));
  return [line, ...behind, ...(list.length ? [make("ul", {}, ...list)] : [])];
}

/** "by Ann Lee · Harbour Quarterly · 9 March 2025 · page 4 · said by Bo", as far as it is known. */
export function about(item) {
  const published = item.published ? day(item.published) : null;
  const said = item.speaker ? `said by ${item.speaker}` : null;
  return [item.author ? `by ${item.author}` : null, item.source, published, item.section, said].filter(Boolean).join(" · ");
}

/** An ISO day as people write it. */
export function day(iso) {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleDateString("en-GB",
    { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** `url` if it is a web address, else null: nothing else becomes a link. */
export function webAddress(url) {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return ["http:", "https:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}
