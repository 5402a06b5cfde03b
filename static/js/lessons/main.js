/* The pages of a lesson with script: copy buttons, and the last requests of the console. All of it also works
   without. */

import { rememberRequests } from "../parts/console.js";
import { copyButtons } from "../parts/copy.js";

copyButtons(document);
const desk = document.getElementById("console");
if (desk) rememberRequests(desk);

// An answer brings new parts of the page, and they have something to copy too.
new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) if (node instanceof Element) copyButtons(node.parentElement ?? node);
  }
}).observe(document.getElementById("main"), { childList: true, subtree: true });
