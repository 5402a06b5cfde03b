/* The last requests of the console, to send again or to edit. */

import { copyButtons } from "./copy.js";

const MOST_ASKED = 10;
const FIELDS = ["method", "path", "headers", "body"];

export function rememberRequests(section) {
  const key = `asked of ${section.querySelector("form").getAttribute("action").split("#")[0]}`;
  let asked = stored(key);
  const list = document.createElement("div");
  list.className = "asked";
  const form = () => document.querySelector("#console form");

  document.addEventListener("submit", (event) => {
    if (event.target !== form() || event.submitter?.name === "fill") return;
    const one = Object.fromEntries(FIELDS.map((name) => [name, event.target.elements[name].value]));
    const same = (other) => FIELDS.every((name) => other[name] === one[name]);
    asked = [{ ...one, came: "" }, ...asked.filter((other) => !same(other))].slice(0, MOST_ASKED);
  });

  function fill(one) {
    for (const name of FIELDS) form().elements[name].value = one[name];
  }

  function draw() {
    const came = document.querySelector("#console [data-status]")?.dataset.status;
    if (asked.length && came && !asked[0].came) asked[0].came = came;
    store(key, asked);
    const items = asked.map((one) => {
      const item = document.createElement("li");
      const what = document.createElement("span");
      what.textContent = `${one.method} ${one.path} ${one.came ? `→ ${one.came}` : ""}`;
      const does = document.createElement("span");
      does.className = "does";
      does.append(
        act("Send again", one, () => (fill(one), form().requestSubmit())),
        act("Edit", one, () => (fill(one), form().elements.path.focus())),
      );
      item.append(what, does);
      return item;
    });
    const ordered = document.createElement("ol");
    ordered.append(...items);
    const title = document.createElement("h3");
    title.textContent = "Your last requests";
    list.replaceChildren(...(items.length ? [title, ordered] : []));
    document.querySelector("#console .console-ask")?.append(list);
  }

  function act(words, one, does) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.textContent = words;
    button.setAttribute("aria-label", `${words}: ${one.method} ${one.path}`);
    button.addEventListener("click", does);
    return button;
  }

  // The form script puts a whole new console in place of the old one.
  new MutationObserver((changes) => {
    if (!changes.some((change) => [...change.addedNodes].some((node) => node.id === "console"))) return;
    copyButtons(document.getElementById("console"));
    draw();
  }).observe(section.parentNode, { childList: true });
  draw();
}

function stored(key) {
  try {
    const found = JSON.parse(sessionStorage.getItem(key));
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

function store(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Without storage the list lives as long as its page.
  }
}
