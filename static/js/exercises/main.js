/* The exercise page with script: an editor, a save that never overwrites what it has not seen, and a verdict that
   follows the file wherever it is saved. Without this script the same page works with forms. */

import { rememberRequests } from "../parts/console.js";
import { copyButtons } from "../parts/copy.js";
import { dropDraft } from "./draft.js";
import { openFile } from "./file.js";
import { bringOut, followLinks, part } from "./parts.js";
import { attach, follow, work } from "./verdict.js";

copyButtons(document);
const desk = document.getElementById("console");
if (desk) rememberRequests(desk);
const conflict = document.getElementById("conflict");
if (conflict) {
  dropDraft(conflict.dataset.source);
  conflict.focus();
}
if (work()) {
  followLinks(document.querySelector(".bench"));
  const named = location.hash.length > 1 && part(decodeURIComponent(location.hash.slice(1)));
  if (named) bringOut(named);
  follow();
  const place = document.getElementById("editor");
  attach(place?.dataset.source ? await openFile(place) : null);
}
