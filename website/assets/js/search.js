// Search without a server: one small index, filtered in the browser.
"use strict";

(() => {
  const SHOWN = 120;
  const input = document.getElementById("q");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  };

  const card = ({ title, by, year, url, cover }) => {
    const item = make("li", "card");
    const link = make("a");
    const image = make("img");
    Object.assign(image, { src: cover, alt: "", width: 300, height: 300, loading: "lazy" });
    link.href = url;
    link.append(image, make("span", "card-title", title));
    item.append(link, make("span", "card-by", by));
    if (year) item.append(make("span", "card-year", String(year)));
    return item;
  };

  const show = (albums) => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    const hits = words.length
      ? albums.filter(({ text }) => words.every((word) => text.includes(word)))
      : [];
    results.replaceChildren(...hits.slice(0, SHOWN).map(({ row }) => card(row)));
    if (!words.length) found.textContent = "Type a title, an artist, a label, a catalogue number, a genre or a year.";
    else if (hits.length > SHOWN) found.textContent = `${hits.length} albums, the latest ${SHOWN} are shown.`;
    else found.textContent = hits.length === 1 ? "1 album." : `${hits.length} albums.`;
  };

  const start = async () => {
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    const answer = await fetch(found.dataset.index);
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const albums = (await answer.json()).map((row) => ({
      row,
      text: fold([row.title, row.by, row.year, row.more].join(" ")),
    }));
    input.addEventListener("input", () => show(albums));
    input.form.addEventListener("submit", (event) => event.preventDefault());
    input.focus();
    show(albums);
  };

  start().catch((error) => {
    found.textContent = `The search index cannot be read (${error.message}).`;
  });
})();
