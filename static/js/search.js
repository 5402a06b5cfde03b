/* Find while typing. The server finds: the page of the search is asked for, and its results are put in place, so a
   page with script shows what one without it shows, in the same order. */

import { say } from "./parts/say.js";

const PAUSE = 150;
const QUIET = 600;

const input = document.querySelector("input[data-live]");
const place = input && document.getElementById(input.dataset.live);
let asking;
let waiting;
let saying;

if (input) {
  input.addEventListener("input", () => {
    remember();
    clearTimeout(waiting);
    waiting = setTimeout(() => void update(), PAUSE);
  });
  // Coming back, a browser may fill the field again, but not what stood below it.
  window.addEventListener("pageshow", () => {
    input.value ||= history.state?.query ?? "";
    if (input.value.trim() && place.hidden) void update();
  });
}

/* On the page of the search the address says what is looked for, so Back and Reload bring it again. On another page
   the entry of the history keeps it. */
function remember() {
  const own = new URL(input.form.action);
  const query = input.value.trim();
  const address = query ? `${own.pathname}?${new URLSearchParams({ q: query })}` : own.pathname;
  history.replaceState({ ...history.state, query }, "", location.pathname === own.pathname ? address : undefined);
}

async function update() {
  asking?.abort();
  clearTimeout(saying);
  const query = input.value.trim();
  if (!query) {
    place.replaceChildren();
    place.hidden = true;
    return;
  }
  asking = new AbortController();
  let page;
  try {
    page = await results(query, asking.signal);
  } catch {
    return; // Stopped, or a newer question: the button still sends the form.
  }
  if (page && query === input.value.trim()) show(page.childNodes);
}

async function results(query, signal) {
  const address = `${input.form.action}?${new URLSearchParams({ q: query })}`;
  const response = await fetch(address, { signal, headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.getElementById(input.dataset.live) ?? page.querySelector("main .note");
}

function show(nodes) {
  place.replaceChildren(...nodes);
  place.hidden = false;
  const words = place.querySelector("[role=status]");
  // The live region of the page reads it out; one that is put in together with its words would be silent.
  words?.removeAttribute("role");
  saying = setTimeout(() => say((words ?? place).textContent), QUIET);
}
