// The cover wall: sorted and filtered in place. Without it, the wall is a list of pages.
import { albums, card, fold } from "./albums.js";

const CHUNK = 96;
const FILTERS = {
  genre: (row) => row.genres,
  style: (row) => row.styles,
  decade: (row) => (row.year ? [`${Math.floor(row.year / 10) * 10}s`] : []),
  format: (row) => row.media,
  label: (row) => row.labels,
};
const bare = (text) => fold(text).replace(/^(the|a|an) /, "");
const by = (key) => (one, other) => key(one).localeCompare(key(other));
const ORDERS = {
  added: () => 0,
  artist: by((row) => bare(row.by)),
  title: by((row) => bare(row.title)),
  year: (one, other) => (one.year || 9999) - (other.year || 9999),
};

const bar = document.getElementById("wall-bar");
const wall = document.getElementById("wall");
const told = document.getElementById("wall-count");
const pages = document.querySelector(".pages");
let known = null;
let left = [];

const options = (rows, of) => {
  const counts = new Map();
  for (const row of rows) for (const name of new Set(of(row))) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => one.localeCompare(other));
};

const load = async () => {
  if (known) return;
  known = await albums(bar.dataset.index);
  for (const [name, of] of Object.entries(FILTERS)) {
    const select = bar.elements[name];
    for (const [value, count] of options(known, of)) select.add(new Option(`${value} (${count})`, value));
  }
};

const more = () => wall.append(...left.splice(0, CHUNK).map(card));

const chosen = () => new URLSearchParams(
  [...new FormData(bar)].filter(([name, value]) => value && !(name === "sort" && value === "added")),
);

const show = () => {
  const wanted = chosen();
  const filters = Object.entries(FILTERS).filter(([name]) => wanted.get(name));
  const hits = known.filter((row) => filters.every(([name, of]) => of(row).includes(wanted.get(name))));
  left = hits.sort(ORDERS[bar.elements.sort.value]);
  told.textContent = hits.length === 1 ? "1 album." : `${hits.length} albums.`;
  wall.replaceChildren();
  if (pages) pages.hidden = true;
  more();
  history.replaceState(null, "", wanted.size ? `?${wanted}` : location.pathname);
};

const start = async () => {
  const asked = new URLSearchParams(location.search);
  bar.addEventListener("pointerdown", load, { once: true });
  bar.addEventListener("focusin", load, { once: true });
  bar.addEventListener("change", () => load().then(show));
  bar.addEventListener("submit", (event) => event.preventDefault());
  bar.addEventListener("reset", () => setTimeout(() => load().then(show)));
  new IntersectionObserver(([seen]) => seen.isIntersecting && left.length && more(), { rootMargin: "800px" })
    .observe(document.getElementById("wall-end"));
  if ([...asked.keys()].some((name) => name in FILTERS || name === "sort")) {
    await load();
    for (const [name, value] of asked) if (bar.elements[name]) bar.elements[name].value = value;
    show();
  }
};

start().catch((error) => { told.textContent = `The albums cannot be read (${error.message}).`; });
