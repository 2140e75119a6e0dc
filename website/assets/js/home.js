// Other records from the shelf: the list of all is asked for by the first click, and not before.
import { albums, card } from "./albums.js";

const DRAWN = 6;
const button = document.getElementById("shuffle");
let known = null;

button?.addEventListener("click", async () => {
  known ??= await albums(button.dataset.index);
  const left = [...known];
  const drawn = Array.from({ length: Math.min(DRAWN, left.length) }, () =>
    left.splice(Math.floor(Math.random() * left.length), 1)[0]);
  document.getElementById("drawn").replaceChildren(...drawn.map(card));
});
