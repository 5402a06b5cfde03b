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
  const word = (verb) => {
    made.textContent = verb;
    made.setAttribute("aria-label", `${verb} ${what}`); // A voice command says what can be read.
  };
  word("Copy");
  made.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text());
    word("Copied");
    say("Copied.");
    setTimeout(word, SHOWN_FOR, "Copy");
  });
  return made;
}
