/* A small card beside a code that is a link: its phrase and one sentence. With the pointer, with the keyboard, and
   with a finger: the first tap opens the card, the second follows the link. Without this script the link is a link. */

const CODE = "a.n[href]";
const AFTER = 250;
const told = new Map();
let card;
let shownFor;
let waiting;

document.addEventListener("pointerover", (event) => {
  const link = event.target.closest?.(CODE);
  if (event.pointerType === "touch" || (!link && !event.target.closest?.(".card"))) return later(hide);
  if (link) later(() => show(link));
  else clearTimeout(waiting);
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches(CODE) && event.target.matches(":focus-visible")) show(event.target);
});
document.addEventListener("focusout", hide);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(CODE);
  if (!link) return hide();
  if (event.pointerType !== "touch" || shownFor === link) return;
  event.preventDefault();
  show(link);
});

function later(does) {
  clearTimeout(waiting);
  waiting = setTimeout(does, AFTER);
}

async function show(link) {
  clearTimeout(waiting);
  if (shownFor === link) return;
  hide();
  shownFor = link;
  let about;
  try {
    about = await tell(link.href);
  } catch {
    return;
  }
  if (shownFor !== link) return;
  draw(link, about);
}

function tell(href) {
  if (!told.has(href)) {
    told.set(href, fetch(href, { headers: { Accept: "application/json" } }).then((response) =>
      response.ok ? response.json() : Promise.reject(new Error(String(response.status)))));
    told.get(href).catch(() => told.delete(href));
  }
  return told.get(href);
}

function draw(link, { code, name, says }) {
  card = document.createElement("div");
  card.className = "card";
  card.id = "card";
  card.role = "tooltip";
  const phrase = document.createElement("b");
  phrase.textContent = `${code} ${name}`;
  const sentence = document.createElement("p");
  sentence.textContent = says;
  card.append(phrase, sentence);
  document.body.append(card);
  place(link.getBoundingClientRect());
  link.setAttribute("aria-describedby", "card");
  // The browser's own words for the same would stand on top of it.
  if (link.title) [link.dataset.title, link.title] = [link.title, ""];
}

function place(at) {
  const most = document.documentElement.clientWidth - card.offsetWidth - 8;
  const below = at.bottom + card.offsetHeight + 12 < innerHeight;
  card.style.left = `${Math.max(8, Math.min(at.left, most)) + scrollX}px`;
  card.style.top = `${(below ? at.bottom + 6 : at.top - card.offsetHeight - 6) + scrollY}px`;
}

function hide() {
  clearTimeout(waiting);
  if (shownFor?.dataset.title) shownFor.title = shownFor.dataset.title;
  shownFor?.removeAttribute("aria-describedby");
  card?.remove();
  card = shownFor = undefined;
}
