/* The parts of the page that a run changes: taken from the page of the newest run. */

import { copyButtons } from "../parts/copy.js";

/* What is taken over after every run, and what only when the exercise is solved, or no longer solved. */
const EVERY_RUN = ["verdict", "detail", "contract", "count"];
const OTHER_STATE = ["task-word", "task", "compare"];

export function part(id) {
  return document.getElementById(id);
}

export function verdict() {
  return part("verdict");
}

/* Only the file changed, not the run: the bar says so, and everything else stays as it is being read. */
export function takeBar(page) {
  replace(page, "verdict");
}

/* Returns whether the exercise has just been solved. */
export function takeRun(page) {
  const was = verdict().dataset.state;
  const state = page.getElementById("verdict").dataset.state;
  const changed = was !== state;
  for (const id of EVERY_RUN) if (id !== "contract" || !changed) replace(page, id);
  if (changed) for (const id of OTHER_STATE) replace(page, id);
  if (changed) takeTabs(page, state);
  part("run")?.classList.toggle("plain", state === "solved");
  return changed && state === "solved";
}

function replace(page, id) {
  const fresh = page.getElementById(id);
  const old = part(id);
  if (!fresh || !old) return;
  stayOpen(old, fresh);
  old.replaceWith(document.adoptNode(fresh));
  copyButtons(fresh);
}

/* What a reader opened stays open; what the page had opened for the last failure does not. */
function stayOpen(old, fresh) {
  for (const one of old.querySelectorAll("details[id][open]:not([data-opened])")) {
    const same = fresh.querySelector(`#${CSS.escape(one.id)}`);
    if (same) same.open = true;
  }
}

/* The tabs above the verdict: "Compare" comes when the exercise is solved; what the file says stays. */
function takeTabs(page, state) {
  const old = part("files").querySelector(".tabs");
  const fresh = page.querySelector("#files .tabs");
  if (!fresh) return;
  const chosen = old.querySelector(":checked")?.id;
  old.replaceWith(document.adoptNode(fresh));
  choose(state === "solved" && part("w-cmp") ? "w-cmp" : (part(chosen) && chosen) || "w-app");
}

export function choose(id) {
  const radio = part(id);
  if (radio) radio.checked = true;
}

/* A link into another view of a narrow page, or into something folded, brings it out first. */
export function followLinks(bench) {
  bench.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && part(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    bringOut(target);
    focus(target);
  });
}

export function bringOut(target) {
  if (target.closest("#task")) choose("v-task");
  if (target.closest("#detail")) choose("v-checks");
  if (target.closest("#editor")) {
    choose("v-code");
    choose("w-app");
  }
  for (let one = target; one; one = one.parentElement) if (one.matches("details")) one.open = true;
  target.querySelector(":scope > details")?.setAttribute("open", "");
  target.scrollIntoView({ block: "nearest" });
}

function focus(target) {
  const first = target.querySelector("summary, a, button") ?? target;
  if (first === target && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  first.focus({ preventScroll: true });
}
