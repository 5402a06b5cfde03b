/* The verdict follows the file wherever it is saved. */

import { copyButtons } from "../parts/copy.js";
import { say } from "../parts/say.js";

export const GONE =
  "The course is not running. Start it again in its terminal: python3 run.py. Nothing you typed is lost.";
const LONGEST_PAUSE = 10_000;

/* The open file, as file.js hands it out; null until then, and for a file that cannot be shown. */
let file = null;
/* The validator of the verdict that was fetched last. */
let tag = "";

/* The part of the page that holds the file and its verdict; it names the address to ask. */
export function work() {
  return document.querySelector("[data-follow]");
}

export function attach(opened) {
  file = opened;
  file?.mark(Number(verdict().dataset.line));
}

export function verdict() {
  return document.getElementById("verdict");
}

/* The validator of what stands on the page; when another script put a newer run there, its id is enough. */
function have() {
  const start = `"run-${verdict().dataset.run}-`;
  return tag.startsWith(start) ? tag : `${start}0"`;
}

async function fetchLatest(headers, signal) {
  const address = work().dataset.follow;
  const response = await fetch(address, { headers: { Accept: "text/html", ...headers }, cache: "no-store", signal });
  if (response.status === 304) return false;
  if (response.status !== 200) throw new Error(String(response.status));
  tag = response.headers.get("ETag") ?? "";
  await take(new DOMParser().parseFromString(await response.text(), "text/html"));
  return true;
}

export function refresh() {
  return fetchLatest({ "If-None-Match": have() });
}

async function take(page) {
  const fresh = page.getElementById("verdict");
  const old = verdict();
  if (!fresh || Number(fresh.dataset.run) < Number(old.dataset.run)) return;
  const other = fresh.dataset.run !== old.dataset.run;
  const focused = old.contains(document.activeElement);
  old.replaceWith(document.adoptNode(fresh));
  if (focused) fresh.querySelector("[data-focus], button")?.focus({ preventScroll: true });
  copyButtons(fresh);
  if (!other) return;
  say(fresh.querySelector("[data-say]")?.dataset.say ?? "");
  const hash = fresh.dataset.sourceHash;
  if (file && hash && !file.knows(hash)) await file.catchUp().catch(() => {});
  file?.mark(Number(fresh.dataset.line));
}

/* Ask for the next run and wait for it at the server. One question at a time; none while nobody looks. */
export async function follow() {
  let pause = 0;
  let asked = null;
  document.addEventListener("visibilitychange", () => document.hidden && asked?.abort());
  for (;;) {
    if (document.hidden) {
      await once(document, "visibilitychange");
      await file?.catchUp().catch(() => {});
      continue;
    }
    asked = new AbortController();
    const begun = performance.now();
    try {
      const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(40_000)]);
      // After a failure the first answer is wanted at once: it says that the course is there again.
      const wish = pause ? {} : { Prefer: "wait=20" };
      const news = await fetchLatest({ "If-None-Match": have(), ...wish }, signal);
      connection(true);
      if (pause) {
        pause = 0;
        await file?.catchUp().catch(() => {});
        continue;
      }
      // A server that does not let anybody wait is not asked all the time.
      if (!news && performance.now() - begun < 1000) await sleep(2000);
    } catch {
      if (asked.signal.aborted) continue;
      connection(false);
      pause = Math.min(pause * 2 || 500, LONGEST_PAUSE);
      await Promise.race([sleep(pause), once(window, "online"), once(window, "focus")]);
    }
  }
}

function connection(there) {
  const note = document.getElementById("connection");
  if (there && note) {
    note.remove();
    say("The course is running again.");
  }
  if (there || note) return;
  const fresh = document.createElement("p");
  fresh.id = "connection";
  fresh.className = "error";
  fresh.textContent = `${GONE} This page goes on by itself.`;
  work().prepend(fresh);
  say(fresh.textContent);
}

function sleep(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function once(target, name) {
  return new Promise((done) => target.addEventListener(name, done, { once: true }));
}
