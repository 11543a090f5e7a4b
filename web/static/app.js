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

// What failed on the way or on our side is never swapped in: without a word it would seem saved.
function sayFailed(event) {
  const asked = event.detail?.ctx;
  if (!asked || (asked.response && asked.response.status < 500)) return;
  const place = document.getElementById("said");
  const sentence = asked.response ? place.dataset.failed : place.dataset.unreached;
  if (place.textContent.trim() === sentence) return;
  const words = document.createElement("p");
  words.className = "bad";
  words.textContent = sentence;
  place.replaceChildren(words);
  words.scrollIntoView({ block: "nearest" });
}
document.addEventListener("htmx:error", sayFailed);
document.addEventListener("htmx:response:error", sayFailed);
