/* The verdict follows the file wherever it is saved. */

import { say } from "../parts/say.js";
import { part, takeBar, takeRun, verdict } from "./parts.js";

export const GONE =
  "The course is not running. Start it again in its terminal: python3 run.py. Nothing you typed is lost.";
const FAILED = "The course failed to answer. Its terminal says why. Nothing you typed is lost.";
const LONGEST_PAUSE = 10_000;

/* The course is there, and answered with something else than a verdict. */
class Failed extends Error {}

/* The open file, as file.js hands it out; null until then, and for a file that cannot be shown. */
let file = null;
/* The validator of the verdict that was fetched last. */
let tag = "";
/* The run whose result was read out last. Each result is spoken once, whoever fetched it. */
let spoken = 0;

/* The part of the page that holds the file and its verdict; it names the address to ask. */
export function work() {
  return document.querySelector("[data-follow]");
}

export function attach(opened) {
  file = opened;
  file?.mark(Number(verdict().dataset.line));
  file?.show(Number(verdict().dataset.line));
}

/* Read out the result that stands on the page, unless that has been done. */
export function speak() {
  const run = Number(verdict().dataset.run);
  if (run === spoken) return;
  spoken = run;
  say(verdict().dataset.say);
}

/* A run that was asked for is answered, also when its result had been read out before. */
export function speakAgain() {
  spoken = 0;
  speak();
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
  if (response.status !== 200) throw new Failed(String(response.status));
  tag = response.headers.get("ETag") ?? "";
  await take(new DOMParser().parseFromString(await response.text(), "text/html"));
  return true;
}

export function refresh() {
  return fetchLatest({ "If-None-Match": have() });
}

async function take(page) {
  const fresh = page.getElementById("verdict");
  const run = Number(fresh?.dataset.run);
  if (!fresh || run < Number(verdict().dataset.run)) return;
  if (run === Number(verdict().dataset.run)) {
    takeBar(page);
    return;
  }
  const typing = part("editor")?.contains(document.activeElement);
  const solved = takeRun(page);
  // The editor made room for the comparison: whoever was in it, or nowhere, goes on at what was won.
  if (solved && typing) part("won-title")?.focus({ preventScroll: true });
  speak();
  const hash = verdict().dataset.sourceHash;
  if (file && hash && !file.knows(hash)) await file.catchUp().catch(() => {});
  const line = Number(verdict().dataset.line);
  file?.mark(line);
  // Whoever types stays where they are.
  if (!typing) file?.show(line);
}

/* Ask for the next run and wait for it at the server. One question at a time; none while nobody looks. */
export async function follow() {
  let pause = 0;
  let asked = null;
  spoken = Number(verdict().dataset.run);
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
    } catch (error) {
      if (asked.signal.aborted) continue;
      connection(false, error instanceof Failed ? FAILED : GONE);
      pause = Math.min(pause * 2 || 500, LONGEST_PAUSE);
      await Promise.race([sleep(pause), once(window, "online"), once(window, "focus")]);
    }
  }
}

/* The bar is in sight in every view, so what happened to the server is said there. */
function connection(there, words = "") {
  const note = part("connection");
  if (there && note) {
    note.remove();
    say("The course is running again.");
  }
  if (there || note) return;
  const fresh = document.createElement("p");
  fresh.id = "connection";
  fresh.className = "told trouble";
  fresh.textContent = `${words} This page goes on by itself.`;
  document.querySelector(".bar").append(fresh);
  say(fresh.textContent);
}

function sleep(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function once(target, name) {
  return new Promise((done) => target.addEventListener(name, done, { once: true }));
}
