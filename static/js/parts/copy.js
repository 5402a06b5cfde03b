/* A button beside every text that is meant to be copied. */

import { say } from "./say.js";

export function copyButtons(part) {
  for (const source of part.querySelectorAll("[data-copy]")) {
    if (source.nextElementSibling?.matches("button.copy")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      button.textContent = "Copied";
      say("Copied.");
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
    source.after(button);
  }
}
