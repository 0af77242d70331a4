// Keys: `/`, arrows, Enter, `c`, `?`, Esc. Enter and Space are the browser's own on what is chosen.

const STOPS = "#said .chip, #source-cards .opens, #passages .opens, #passages summary, #articles .opens";

/** Wire the keys to `act`: focus, copy, help, close. */
export function start(act) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      if (document.querySelector("dialog[open]")) return; // it closes itself
      act.close();
      return;
    }
    const writing = event.target.closest("input, select, textarea");
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "ArrowDown" && event.target.id === "q") return step(event, 1);
    if (writing) return;
    if (event.key === "/") act.focus();
    else if (event.key === "?") act.help();
    else if (event.key === "c") act.copy();
    else if (event.target.closest("#article")) return; // the arrows scroll the article
    else if (event.key === "ArrowDown") return step(event, 1);
    else if (event.key === "ArrowUp") return step(event, -1);
    else return;
    event.preventDefault();
  });
}

function step(event, by) {
  const stops = [...document.querySelectorAll(STOPS)].filter((stop) => stop.offsetParent);
  if (!stops.length) return;
  event.preventDefault();
  const at = stops.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(stops.length - 1, Math.max(0, at + by));
  stops[next].focus();
}
