// Search without a server: one index, looked through in the browser.
import { albums, card, fold } from "./albums.js";

const SHOWN = 120;
const input = document.getElementById("q");
const found = document.getElementById("found");
const results = document.getElementById("results");

const show = (known) => {
  const words = fold(input.value).split(/\s+/).filter(Boolean);
  const hits = words.length
    ? known.filter(({ text }) => words.every((word) => text.includes(word)))
    : [];
  results.replaceChildren(...hits.slice(0, SHOWN).map(({ row }) => card(row)));
  if (!words.length) found.textContent = "Type a title, an artist, a label, a catalogue number, a genre or a year.";
  else if (hits.length > SHOWN) found.textContent = `${hits.length} albums, the latest ${SHOWN} are shown.`;
  else found.textContent = hits.length === 1 ? "1 album." : `${hits.length} albums.`;
};

const textOf = (row) => fold(
  [row.title, row.by, row.year || "", ...row.labels, ...row.numbers, ...row.genres, ...row.styles].join(" "),
);

try {
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  const known = (await albums(found.dataset.index)).map((row) => ({ row, text: textOf(row) }));
  input.addEventListener("input", () => show(known));
  input.form.addEventListener("submit", (event) => event.preventDefault());
  input.focus();
  show(known);
} catch (error) {
  found.textContent = `The search index cannot be read (${error.message}).`;
}
