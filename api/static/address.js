// What the page shows, in its address: question, filters, permalink, list.

/** The filters of the server. */
export const FILTERS = ["since", "until", "source", "author", "tag", "lang", "article"];
const NAMES = ["q", "after", ...FILTERS, "mode", "all"];

/** What an address asks for. */
export function read(url = location) {
  if (url.pathname === "/library") return { view: "library" };
  const kept = /^\/a\/([0-9a-f]{24})$/.exec(url.pathname);
  if (kept) return { view: "ask", kept: kept[1] };
  const given = new URLSearchParams(url.search);
  const asked = { view: "ask" };
  for (const name of NAMES) {
    const value = given.get(name);
    if (value) asked[name] = value;
  }
  return asked;
}

/** The address of a view. */
export function write(asked) {
  if (asked.view === "library") return "/library";
  if (asked.kept) return `/a/${asked.kept}`;
  const given = new URLSearchParams();
  for (const name of NAMES) {
    if (asked[name] && !(name === "mode" && asked[name] === "hybrid")) given.set(name, asked[name]);
  }
  const words = given.toString();
  return words ? `/?${words}` : "/";
}

/** What the server takes as a question. */
export function body(asked) {
  const filters = {};
  for (const name of FILTERS) {
    if (asked[name]) filters[name] = asked[name];
  }
  return {
    question: asked.q,
    ...(asked.after ? { after: asked.after } : {}),
    mode: ["hybrid", "dense", "sparse"].includes(asked.mode) ? asked.mode : "hybrid",
    ...(asked.all ? { all: true } : {}),
    ...(Object.keys(filters).length ? { filters } : {}),
  };
}
