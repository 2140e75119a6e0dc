// What search and cover wall share: the index of all albums, and how one is shown.
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const make = (tag, name, text) => {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
};

export const card = ({ title, by, year, url, cover }) => {
  const item = make("li", "card");
  const link = make("a");
  const image = make(cover ? "img" : "span", cover ? "" : "no-cover");
  if (cover) Object.assign(image, { src: cover, alt: "", width: 300, height: 300, loading: "lazy" });
  link.href = url;
  link.append(image, make("span", "card-title", title));
  item.append(link, make("span", "card-by", by));
  if (year) item.append(make("span", "card-year", String(year)));
  return item;
};

export const albums = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
};
