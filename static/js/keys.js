/* Keys, for everybody who would rather not reach for the pointer. The page /keys lists them and turns single letters off. */

const OFF = "course-keys-off";
const TYPED_INTO = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable], .cm-editor";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const act = event.ctrlKey || event.metaKey ? chord(event.key) : single(event);
  if (!act) return;
  event.preventDefault();
  act();
});

function chord(key) {
  if (key !== "Enter") return null;
  if (document.getElementById("run")) return null; // The page of an exercise has its own way to run.
  const button = document.activeElement?.closest("form")?.querySelector("button:not([type=button])");
  return button && (() => button.click());
}

function single(event) {
  if (localStorage.getItem(OFF) || event.target.closest?.(TYPED_INTO)) return null;
  if (event.key === "ArrowLeft") return moves(event) && follow("a[rel=prev]");
  if (event.key === "ArrowRight") return moves(event) && follow("a[rel=next]");
  if (event.key === "/") return search;
  if (event.key === "?") return follow("#keys-page");
  if (event.key === "n") return nextCheck();
  return press(event.key) ?? choose(event.key);
}

/* In a group of choices and in what scrolls sideways the arrows have a task already. */
function moves(event) {
  return !event.shiftKey && !event.target.closest?.("input, pre, [tabindex='0'], [role=slider]");
}

function follow(selector) {
  const link = document.querySelector(selector);
  return link && (() => link.click());
}

function search() {
  const field = document.querySelector("input[type=search]");
  if (field) field.focus();
  else follow("#search-page")?.();
}

/* The next check that does not pass, unfolded and with the focus; after the last one the first. */
function nextCheck() {
  const failed = [...document.querySelectorAll("#detail .told-in-full, #detail .checks > li:has(summary .not-yet)")];
  const here = failed.findIndex((one) => one.contains(document.activeElement));
  const next = failed[(here + 1) % failed.length];
  return next && (() => bringOut(next));
}

function bringOut(check) {
  const view = document.getElementById("v-checks"); // A narrow page shows one view at a time.
  if (view) view.checked = true;
  const fold = check.querySelector("details");
  if (fold) fold.open = true;
  else check.tabIndex = -1;
  (fold?.querySelector("summary") ?? check).focus();
}

/* A button that names its key. */
function press(key) {
  const button = document.querySelector(`button[data-key="${CSS.escape(key)}"]`);
  return button?.checkVisibility() ? () => button.click() : null;
}

/* 1 to 9 choose an option of the first open question, s and g say how sure; Enter then sends it. */
function choose(key) {
  const form = document.querySelector(".ask form");
  if (!form) return null;
  const sure = { s: "sure", g: "guessing" }[key];
  const field = sure
    ? form.querySelector(`[name=confidence][value=${sure}]`)
    : /^[1-9]$/.test(key) && form.querySelectorAll("[name=choice]")[Number(key) - 1];
  return field ? () => { field.focus(); field.click(); } : null;
}

/* The button on the page of the keys. */
const turn = document.getElementById("turn-keys");
if (turn) {
  const show = () => {
    const off = Boolean(localStorage.getItem(OFF));
    turn.textContent = off ? "Turn single keys on" : "Turn single keys off";
    document.getElementById("keys-state").textContent = off ? "Single keys are off in this browser." : "Single keys are on.";
  };
  turn.addEventListener("click", () => {
    if (localStorage.getItem(OFF)) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    show();
  });
  turn.hidden = false;
  show();
}
