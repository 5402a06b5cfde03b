/* Send a form without leaving the page, then take its new parts from the page that comes back.

   A form says what it changes: data-swap="ID ID ...". The server answers as it does without this script
   (303 to the page, or the page again with 422); the same fragments go into the same places.
   data-wait is said while the server works. In the new part, data-focus gets the focus and data-say is read out. */

const LOST = "The course does not answer. Is it still running in its terminal? Nothing was recorded; send it again.";
const ODD = "The server answered with something else than the page. Load the page again to see where you are.";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.swap || event.defaultPrevented) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  send(form, event.submitter);
});

class Refused extends Error {}

async function send(form, button) {
  busy(form, true);
  say(form.dataset.wait ?? "");
  try {
    const response = await fetch(form.action.split("#")[0], {
      method: "POST",
      body: new URLSearchParams(new FormData(form, button)),
      headers: { Accept: "text/html" },
    });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const ids = form.dataset.swap.split(" ");
    if (!page.getElementById(ids[0])) throw new Refused(page.querySelector("main .lede")?.textContent ?? ODD);
    swap(ids, page);
  } catch (error) {
    tell(form, error instanceof Refused ? error.message : LOST);
  } finally {
    busy(form, false);
  }
}

function swap(ids, page) {
  // A part inside another one of the list comes along with it.
  const outer = ids.filter((id) => !ids.some((other) => other !== id && inside(id, other)));
  outer.forEach((id) => replace(id, page));
  const fresh = [document.getElementById(ids[0])];
  if (page.title) document.title = page.title;
  const part = fresh[0];
  part.querySelector("[data-focus]")?.classList.add("reveal-now");
  const heard = part.querySelector("[data-focus]");
  heard?.focus({ preventScroll: true });
  heard?.scrollIntoView({ block: "nearest" });
  say(heard?.dataset.say ?? "");
}

function inside(id, other) {
  const part = document.getElementById(id);
  return Boolean(part && document.getElementById(other)?.contains(part));
}

function replace(id, page) {
  const fresh = page.getElementById(id);
  const old = document.getElementById(id);
  if (fresh && old) old.replaceWith(document.adoptNode(fresh));
}

function busy(form, on) {
  if (on) form.setAttribute("aria-busy", "true");
  else form.removeAttribute("aria-busy");
}

function say(words) {
  const live = document.getElementById("live");
  if (live) live.textContent = words;
}

/* The colours change at once, and the page stays where it is; the server remembers them for the next one. */
const NOT_KEPT = "The theme changed on this page only: the course does not answer. Is it still running in its terminal?";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches(".theme") || !event.submitter) return;
  event.preventDefault();
  paint(form, event.submitter);
  keep(form, event.submitter);
});

function paint(form, button) {
  document.documentElement.dataset.theme = button.value;
  for (const one of form.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === button));
}

async function keep(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  try {
    // The answer leads back to this page (303); its cookie is all that is wanted of it.
    await fetch(form.action, { method: "POST", body, redirect: "manual" });
  } catch {
    say(NOT_KEPT);
  }
}

/* What went wrong stands beside the button; the form stays as it is and can be sent again. */
function tell(form, words) {
  const note = form.querySelector("[data-failure]") ?? form.appendChild(document.createElement("p"));
  note.dataset.failure = "";
  note.className = "error problem";
  note.textContent = words;
  say(words);
}
