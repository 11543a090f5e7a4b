// What the pages do beyond links and forms. Everything works without it.
"use strict";

// Arrow keys go from one bar of the timeline to the next: hundreds of tab stops would be too many.
document.addEventListener("keydown", (event) => {
  const group = event.target.closest("[data-arrows]");
  if (!group || !["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].includes(event.key)) return;
  const stops = [...group.querySelectorAll("a[href]")];
  const step = event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 1;
  const next = stops[stops.indexOf(event.target) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print], [data-copy]");
  if (!button) return;
  if ("print" in button.dataset) window.print();
  if ("copy" in button.dataset) {
    navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    document.getElementById("said").textContent = button.dataset.said;
  }
});
