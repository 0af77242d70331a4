// An answer as it comes about: sentences with chips, source cards, passages with their reasons.

import { about, day, lines, make, quoted, shortened } from "./text.js";

const byId = (id) => document.getElementById(id);
const SAID = {
  answered: "Answered by the articles",
  partial: "Partly: this comes close. Take it with care",
  no_answer: "Not in these articles",
};
const STANDS = {
  changed: "The article has changed since; the quote still stands.",
  moved: "The article has changed since; the quote stands elsewhere in it now.",
  gone: "The article has changed and does not say this any more.",
  removed: "The article has been removed.",
};

/** Draws one answer into the page; `act` opens articles and shows quotes. */
export class AnswerView {
  constructor(act) {
    this.act = act;
    this.clear();
  }

  clear() {
    this.answer = null;
    this.cited = new Map();
    this.readings = new Map();
    for (const id of ["said", "source-cards", "passages", "status", "reason"]) byId(id).replaceChildren();
    for (const id of ["reason", "acts", "sources-part", "passages-part", "permalink", "kept-note", "respelt", "read-as"]) byId(id).hidden = true;
    byId("answer").removeAttribute("data-status");
  }

  /** See the events of /v1/ask/stream. */
  heard(name, data) {
    byId("result").hidden = false;
    if (name === "retrieval") this.retrieved(data.hits);
    else if (name === "reading") this.read(data.readings);
    else if (name === "sentence") this.sentence(data);
    else if (name === "citation") this.citation(data);
    else if (name === "kept") this.permalink(data.id);
    else if (name === "done") this.done(data);
  }

  retrieved(hits) {
    byId("status").textContent = hits.length
      ? `Reading ${hits.length} passage${hits.length > 1 ? "s" : ""} …` : "";
    byId("passages").replaceChildren(...hits.map((hit) => this.passage(hit)));
    byId("passages-part").hidden = !hits.length;
  }

  passage(hit) {
    const opens = make("button", { type: "button", className: "opens",
      on: { click: (event) => this.act.open(hit, null, event.currentTarget) } }, hit.title);
    const rank = (name, what) => (hit.ranks[name]
      ? `${ordinal(hit.ranks[name])}, ${what} ${hit.scores[name].toFixed(2)}`
      : hit.scores[name] === undefined ? "not found" : `not among its best, ${what} ${hit.scores[name].toFixed(2)}`);
    const why = make("details", { className: "why" }, make("summary", {}, "Why this result"),
      make("dl", {},
        make("dt", {}, "By meaning"), make("dd", {}, rank("dense", "cosine")),
        make("dt", {}, "By words"), make("dd", {}, rank("sparse", "BM25")),
        make("dt", {}, "Both together"), make("dd", {}, hit.score.toFixed(3)),
        make("dt", {}, "Reader’s support"), make("dd", { attrs: { "data-support": hit.rank } }, "…")));
    return make("li", { className: "passage", attrs: { "data-rank": hit.rank } },
      make("h3", {}, make("span", { className: "number" }, `${hit.rank}`), opens),
      make("p", { className: "about" }, about(hit), ...this.similar(hit)),
      make("p", { className: "snippet" }, hit.text), why);
  }

  read(readings) {
    for (const reading of readings) {
      const line = document.querySelector(`[data-support="${reading.rank}"]`);
      if (line) line.textContent = `${reading.support.toFixed(2)} for its best sentence`;
    }
  }

  sentence(sentence) {
    const chips = sentence.citations.map((number) => make("a", {
      className: "chip", href: `#source-${number}`, textContent: `${number}`,
      attrs: { "data-number": number, "aria-label": `Source ${number}: open the article` },
      on: {
        click: (event) => { event.preventDefault(); this.openCitation(number, event.currentTarget); },
        mouseenter: (event) => this.peek(number, event.currentTarget),
        focus: (event) => this.peek(number, event.currentTarget),
        mouseleave: () => this.act.unpeek(), blur: () => this.act.unpeek(),
      },
    }));
    const [words, ...rest] = quoted(sentence.text, null, [" ", ...chips]);
    words.classList.add("words");
    byId("said").append(make("div", { className: "sentence" }, words, ...rest));
  }

  citation(citation) {
    this.cited.set(citation.number, citation);
    byId("sources-title").textContent = "Sources";
    byId("sources-part").hidden = false;
    byId("source-cards").append(this.card(citation));
  }

  card(citation) {
    const opens = make("button", { type: "button", className: "opens",
      on: { click: (event) => this.openCitation(citation.number, event.currentTarget) } }, citation.title);
    return make("li", { className: "source", id: `source-${citation.number}` },
      make("h3", {}, make("span", { className: "number" }, `${citation.number}`), opens),
      make("p", { className: "about" }, [about(citation), `support ${citation.support.toFixed(2)}`].filter(Boolean).join(" · "), ...this.similar(citation)),
      make("blockquote", {}, ...quoted(citation.quote, this.answer?.short)));
  }

  /** How many articles tell the same story, and the way to all of them. */
  similar({ similar = [] }) {
    if (!similar.length) return [];
    return [" · ", make("button", { type: "button", className: "opens similar",
      title: "Other versions of this article. Ask again and cite each that says the same",
      on: { click: () => this.act.all() } }, `+${similar.length} similar`)];
  }

  peek(number, chip) {
    const citation = this.cited.get(number);
    if (!citation) return;
    document.getElementById(`source-${number}`)?.classList.add("on");
    this.act.peek(chip, make("strong", {}, citation.title), make("span", { className: "about" }, about(citation)), make("br"), make("q", {}, citation.quote));
  }

  openCitation(number, from) {
    const citation = this.cited.get(number);
    if (citation) this.act.open(citation, this.answer?.short, from);
  }

  permalink(id) {
    byId("permalink").href = `/a/${id}`;
    byId("permalink").hidden = false;
  }

  done(answer) {
    this.answer = answer;
    byId("answer").dataset.status = answer.status;
    const inPart = answer.status === "partial" && answer.reason;
    byId("status").textContent = inPart ? "Answered in part" : SAID[answer.status];
    byId("acts").hidden = false;
    if (answer.read_as) {
      const alone = make("button", { type: "button", className: "opens", on: { click: () => this.act.alone() } }, "Ask it alone");
      byId("read-as").replaceChildren(`Read as “${answer.read_as}” `, ...(this.act.goesOn() ? [alone] : []));
      byId("read-as").hidden = false;
    }
    const respelt = Object.entries(answer.respelt ?? {});
    if (respelt.length) {
      byId("respelt").textContent = `${respelt.map(([word, read]) => `No article says “${word}”: searched for “${read}”`).join(". ")}.`;
      byId("respelt").hidden = false;
    }
    const told = remarks(answer);
    if (told) {
      byId("reason").textContent = told;
      byId("reason").hidden = false;
    }
    if (answer.nearest.length) {
      for (const citation of answer.nearest) this.cited.set(citation.number, citation);
      byId("sources-title").textContent = "What comes nearest";
      byId("sources-part").hidden = false;
      byId("source-cards").replaceChildren(...answer.nearest.map((c) => this.card(c)));
    } else if (answer.short) {
      this.short(answer.short);
    }
  }

  /** Mark the short answer where it is said, and in its source. */
  short(words) {
    for (const place of [...document.querySelectorAll("#said .line, #source-cards .line")]) {
      place.replaceChildren(...shortened(place.textContent, words));
    }
  }

  /** A kept answer: drawn at once, with how each citation stands today. */
  kept(kept) {
    byId("result").hidden = false;
    for (const sentence of kept.answer.sentences) this.sentence(sentence);
    for (const citation of kept.answer.citations) this.citation(citation);
    this.permalink(kept.id);
    this.done(kept.answer);
    const note = byId("kept-note");
    note.hidden = false;
    note.textContent = `Asked on ${day(kept.asked)}. ${kept.changed
      ? "An article that it cites has changed since." : "Every quote was compared with its article just now."}`;
    for (const check of kept.checks) {
      const citation = this.cited.get(check.number);
      if (check.start !== null) Object.assign(citation, { start: check.start, end: check.end });
      if (STANDS[check.state]) {
        document.getElementById(`source-${check.number}`).append(make("p", { className: "warn" }, STANDS[check.state]));
      }
    }
  }

  /** The answer with its citations, as Markdown. */
  markdown() {
    const escaped = (text) => text.replace(/[\\`*_[\]<>#]/g, "\\$&").replace(/\s+/g, " ");
    const { answer } = this;
    const said = answer.sentences.map(({ text, citations }) => {
      const [first, ...items] = lines(text).map(escaped);
      const line = `${first} ${citations.map((n) => `[${n}]`).join("")}`;
      return items.length ? `${line}\n\n${items.map((item) => `- ${item}\n`).join("")}\n` : line;
    });
    const none = answer.status === "no_answer" ? "Not in these articles." : "";
    const told = [said.join(" "), none, escaped(remarks(answer))].filter(Boolean).join("\n\n");
    const sources = (answer.citations.length ? answer.citations : answer.nearest).map((c) => {
      const link = c.link.startsWith("/") ? location.origin + c.link : c.link;
      return `${c.number}. [${escaped(c.title)}](<${link.replace(/[<>\s]/g, encodeURIComponent)}>)${about(c) ? `, ${escaped(about(c))}` : ""}: “${escaped(c.quote)}”`;
    });
    const read = answer.read_as ? ` (read as “${escaped(answer.read_as)}”)` : "";
    return `**${escaped(answer.question)}**${read}\n\n${told}\n\n${sources.join("\n")}\n`;
  }
}

function ordinal(n) {
  const tail = n % 100 >= 11 && n % 100 <= 13 ? "th" : ["th", "st", "nd", "rd"][n % 10] ?? "th";
  return `${n}${tail}`;
}

/** What is to be said about the answer. */
function remarks(answer) {
  const told = [answer.reason, differing(answer)].filter(Boolean);
  return told.map((each) => `${each[0].toUpperCase()}${each.slice(1)}.`).join(" ");
}

/** Who says what, where the articles give other numbers. */
function differing({ claims = [] }) {
  const told = claims.map(({ short, citations }) => `${short} ${citations.map((n) => `[${n}]`).join("")}`);
  return claims.length ? `the articles differ: ${told.join(" · ")}` : "";
}
