/* A button beside every text that is meant to be copied: a program, a command, a request. */

import { say } from "./say.js";

const SHOWN_FOR = 2000; // milliseconds

export function copyButtons(part) {
  for (const source of part.querySelectorAll("figure.source")) {
    offer(source.querySelector("figcaption"), () => lines(source), "the code");
  }
  for (const source of part.querySelectorAll("[data-copy]")) {
    if (source.nextElementSibling?.matches("button.copy")) continue;
    source.after(button(() => source.value ?? source.textContent, source.getAttribute("aria-label") ?? "this"));
  }
}

function offer(place, text, what) {
  if (place && !place.querySelector("button.copy")) place.append(button(text, what));
}

/* All lines of a listing, also those that are folded. */
function lines(source) {
  return [...source.querySelectorAll(".ln")].map((line) => line.textContent).join("");
}

function button(text, what) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "copy";
  made.textContent = "Copy";
  made.setAttribute("aria-label", `Copy ${what}`);
  made.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text());
    made.textContent = "Copied";
    say("Copied.");
    setTimeout(() => (made.textContent = "Copy"), SHOWN_FOR);
  });
  return made;
}
