// Comfort only: every page works without this file.
"use strict";

// "/" goes to the search box, as on many sites; not while somebody types.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector('[role="search"] input[type="search"]');
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// The address names the passage that was chosen, but the text stays where it is.
for (const place of document.querySelectorAll(".text a.q, .text a.close")) {
  place.addEventListener("click", () => {
    const top = scrollY;
    setTimeout(() => scrollTo({ top, behavior: "instant" }));
  });
}

// Escape closes the card of a quotation that the address names.
document.addEventListener("keydown", (event) => {
  const card = event.key === "Escape" && document.querySelector("a.q:target + .why");
  if (card) card.querySelector(".close").click();
});

// Copy buttons are hidden where they cannot work.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const label = button.textContent;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = label; }, 1600);
  });
}
