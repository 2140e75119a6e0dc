// Keys for the review, and the figures of a run that goes on. All works without.
document.documentElement.classList.add("js");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target) {
    event.preventDefault();
    target.click();
  }
});

for (const view of document.querySelectorAll("[data-live]")) {
  const columns = ["found", "not-found", "review", "failed", "requests", "cached"];
  const events = new EventSource(view.dataset.live);
  events.addEventListener("message", (event) => {
    const standing = JSON.parse(event.data);
    const rows = Object.entries(standing.services).map(([name, one]) => {
      const row = document.createElement("tr");
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = name;
      row.append(head);
      for (const column of columns) {
        const cell = document.createElement("td");
        cell.className = "number";
        cell.textContent = one[column] ?? 0;
        row.append(cell);
      }
      return row;
    });
    view.querySelector("tbody").replaceChildren(...rows);
    if (!standing.running) {
      events.close();
      location.reload();
    }
  });
}
