// The services' players: nothing of theirs is asked for before a click.
"use strict";

for (const button of document.querySelectorAll("button[data-player]")) {
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    Object.assign(frame, { src: button.dataset.player, title: button.dataset.title, height: 380 });
    frame.allow = "encrypted-media; fullscreen";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    document.getElementById("player").replaceChildren(frame);
    frame.focus();
  });
}
