// Search without a server: Pagefind's index of all pages, a piece of it at a time. Where there is
// none, as while the site is being written, the list of albums is looked through instead.
import { albums, card, fold } from "./albums.js";

const SHOWN = 60;
const input = document.getElementById("q");
const found = document.getElementById("found");
const results = document.getElementById("results");

const byPagefind = (engine) => async (text) => {
  const hits = (await engine.search(text)).results;
  const pages = await Promise.all(hits.slice(0, SHOWN).map((hit) => hit.data()));
  const rows = pages.map(({ url, meta }) => (
    { url, title: meta.title, by: meta.by ?? "Artist", year: meta.year, cover: meta.image }
  ));
  return [rows, hits.length];
};

const byList = (rows) => {
  const textOf = (row) => fold(
    [row.title, row.by, row.year || "", ...row.labels, ...row.numbers, ...row.genres, ...row.styles].join(" "),
  );
  const known = rows.map((row) => ({ row, text: textOf(row) }));
  return async (text) => {
    const words = fold(text).split(/\s+/).filter(Boolean);
    const hits = known.filter((one) => words.every((word) => one.text.includes(word)));
    return [hits.slice(0, SHOWN).map(({ row }) => row), hits.length];
  };
};

const searcher = async () => {
  try {
    const engine = await import(found.dataset.pagefind);
    await engine.init();
    return byPagefind(engine);
  } catch {
    return byList(await albums(found.dataset.index));
  }
};

const told = (count) => {
  if (count > SHOWN) return `${count} pages, the best ${SHOWN} are shown.`;
  return count === 1 ? "1 page." : `${count} pages.`;
};

let asked = 0;
const show = async (look) => {
  const text = input.value.trim();
  const mine = ++asked;
  const [rows, count] = text ? await look(text) : [[], 0];
  if (mine !== asked) return; // somebody has typed on
  results.replaceChildren(...rows.map(card));
  found.textContent = text ? told(count) : "Type a title, an artist, a song, a label, a genre or a year.";
  history.replaceState(null, "", text ? `?${new URLSearchParams({ q: text })}` : location.pathname);
};

// The arrows go through what was found, and back to the line.
const walk = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [input, ...results.querySelectorAll("a")];
  const next = stops[stops.indexOf(document.activeElement) + step];
  if (next) {
    next.focus();
    event.preventDefault();
  }
};

try {
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  input.form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", walk);
  const look = await searcher();
  input.addEventListener("input", () => show(look));
  input.focus();
  await show(look);
} catch (error) {
  found.textContent = `The search index cannot be read (${error.message}).`;
}
