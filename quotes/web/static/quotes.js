// Only conveniences: every page works without this file.
"use strict";

document.documentElement.classList.add("js");

// "/" goes to the search box, as on many sites, but not while somebody types.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector('[role="search"] input[type="search"]');
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// The address names the chosen passage, but the text stays where it is.
for (const place of document.querySelectorAll(".text a.q, .text a.close")) {
  place.addEventListener("click", () => {
    const top = scrollY;
    setTimeout(() => scrollTo({ top, behavior: "instant" }));
  });
}

// The Tab key stops once for all quotations of an article, and once for the numbers of each speaker; arrow keys move between them.
for (const group of document.querySelectorAll(".text, .jumps")) {
  const stops = [...group.querySelectorAll(group.matches(".text") ? ".w > a.q" : "a")];
  const at = (event) => stops.indexOf(event.target.closest(".w")?.querySelector("a.q") ?? event.target);
  const first = Math.max(0, stops.findIndex((stop) => stop.matches(":target")));
  stops.forEach((stop, place) => { stop.tabIndex = place === first ? 0 : -1; });
  group.addEventListener("focusin", (event) => {
    const now = at(event);
    if (now >= 0) stops.forEach((stop, place) => { stop.tabIndex = place === now ? 0 : -1; });
  });
  group.addEventListener("keydown", (event) => {
    const now = at(event);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? stops.length - 1 : now + step;
    if (now < 0 || !stops[to] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    stops[to].focus();
    stops[to].scrollIntoView({ block: "nearest" });
  });
}

// Escape closes the card of a quotation that the address names.
document.addEventListener("keydown", (event) => {
  const card = event.key === "Escape" && document.querySelector("a.q:target + .why");
  if (card) card.querySelector(".close").click();
});

// Suggest names for what is being typed; without scripts, people type them in full.
for (const box of document.querySelectorAll("input[data-suggest]")) {
  let wait, last = "";
  box.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(async () => {
      const typed = box.value.trim();
      if (typed.length < 2 || typed === last) return;
      last = typed;
      const answer = await fetch(`${box.dataset.suggest}?words=${encodeURIComponent(typed)}`).catch(() => null);
      if (!answer || !answer.ok || box.value.trim() !== typed) return;
      const options = (await answer.json()).map((one) => {
        const option = document.createElement("option");
        option.value = one.name;
        option.label = `${one.name} (${one.quotes})`;
        return option;
      });
      box.list.replaceChildren(...options);
    }, 150);
  });
}

// Copy buttons are hidden where they cannot work.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.ariaLive = "polite"; // so that "Copied" is read out
  button.addEventListener("click", async () => {
    const label = button.textContent;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = label; }, 1600);
  });
}

// Show how far the reading is, and reload the page once it is done. Without scripts the page reloads itself.
const watched = document.querySelector("[data-watch]");
if (watched) {
  const look = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (answer) {
      const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-watch]");
      if (!now) { location.reload(); return; }
      watched.replaceChildren(...now.childNodes);
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}

// Report a text or a file that is too large before it is sent; the server reports it too.
for (const box of document.querySelectorAll("[data-largest]")) {
  box.addEventListener("input", () => {
    const sizes = box.files ? [...box.files].map((file) => file.size) : [new Blob([box.value]).size];
    box.setCustomValidity(sizes.some((size) => size > box.dataset.largest) ? box.dataset.tooLarge : "");
    if (box.files) box.reportValidity();
  });
}

// Files may be dropped anywhere on the form that takes them.
for (const form of document.querySelectorAll("form.adding")) {
  const box = form.querySelector("input[type=file]");
  const has = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  form.addEventListener("dragover", (event) => { if (has(event)) { event.preventDefault(); form.classList.add("over"); } });
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    if (!has(event) || event.target === box) return;
    event.preventDefault();
    box.files = event.dataTransfer.files;
    box.dispatchEvent(new Event("input"));
    box.scrollIntoView({ block: "nearest" });
  });
}
