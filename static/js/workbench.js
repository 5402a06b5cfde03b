/* The exercise page with script: an editor, a save that never overwrites what it has not seen, and a verdict that
   follows the file wherever it is saved. Without this script the same page works with forms. */

const LONGEST_PAUSE = 10_000;
const bench = document.querySelector("[data-follow]");
const GONE = "The course is not running. Start it again in its terminal: python3 run.py. Nothing you typed is lost.";

let file = null;
/* The validator of the verdict that was fetched last. */
let tag = "";

class Told extends Error {}

/* ---- The file ---- */

async function openFile(part) {
  const form = part.querySelector("form");
  const area = form.elements.text;
  const base = form.elements.base;
  const note = form.querySelector("[data-note]");
  const state = document.getElementById("file-state");
  const draft = draftKey(part.dataset.source);
  let onDisk = area.value;
  let turn = Promise.resolve();
  let leaving = false;
  const editor = await openEditor();

  const dirty = () => editor.text() !== onDisk;

  function changed() {
    state.textContent = dirty() ? "changed, not saved" : "as on the disk";
    state.classList.toggle("unsaved", dirty());
    if (dirty()) remember({ base: base.value, text: editor.text() });
    else remember(null);
  }

  async function openEditor() {
    try {
      const { edit } = await import(part.dataset.editor);
      const opened = edit(area, {
        language: part.dataset.language,
        describedBy: "keys",
        save: () => save(true),
        changed: () => changed(),
      });
      document.getElementById("keys").hidden = false;
      part.classList.add("with-editor");
      return opened;
    } catch {
      area.addEventListener("input", () => changed());
      const replace = (text) => {
        area.value = text;
        changed();
      };
      return { text: () => area.value, replace, mark: () => {}, focus: () => area.focus() };
    }
  }

  function remember(what) {
    try {
      if (what) sessionStorage.setItem(draft, JSON.stringify(what));
      else sessionStorage.removeItem(draft);
    } catch {
      // Without storage a draft lives as long as its page.
    }
  }

  /* A text that was typed and not saved comes back, with what it was made from: a save then finds the conflict. */
  function recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(draft));
      if (!kept || kept.text === onDisk) return;
      base.value = kept.base;
      editor.replace(kept.text);
      tell("What you had typed and not saved is here again.");
    } catch {
      remember(null);
    }
  }

  function tell(words, trouble = false) {
    note.textContent = words;
    note.classList.toggle("trouble-note", trouble);
    if (words) say(words);
  }

  function save(thenRun) {
    turn = turn.then(() => saveNow(thenRun));
    return turn;
  }

  async function saveNow(thenRun) {
    form.setAttribute("aria-busy", "true");
    try {
      if (!(await put(editor.text()))) return;
      tell(thenRun ? "Saved. The checks are running." : "Saved.");
      if (thenRun) {
        await run();
        tell("Saved and checked.");
      }
    } catch (error) {
      tell(error instanceof Told ? error.message : GONE, true);
    } finally {
      form.removeAttribute("aria-busy");
    }
  }

  async function put(text) {
    const sent = part.dataset.ending === "crlf" ? text.replaceAll("\n", "\r\n") : text;
    const response = await fetch(part.dataset.source, {
      method: "PUT",
      headers: {
        Accept: "application/json",
        "Content-Type": "text/plain;charset=utf-8",
        "If-Match": `"${base.value}"`,
      },
      body: sent,
    });
    if (response.status === 412) {
      compare();
      return false;
    }
    if (!response.ok) throw new Told((await response.json()).detail ?? "The file was not saved.");
    base.value = bare(response.headers.get("ETag") ?? (await current()).tag);
    onDisk = text;
    changed();
    return true;
  }

  /* Somebody else saved the file. The server shows both texts on a page of their own, as it does without script. */
  function compare() {
    leaving = true;
    form.submit();
  }

  async function current() {
    const response = await fetch(part.dataset.source, {
      headers: { Accept: "text/plain", "If-None-Match": `"${base.value}"` },
      cache: "no-store",
    });
    if (response.status === 304) return { tag: `"${base.value}"`, text: null };
    if (!response.ok) throw new Told("The file cannot be read. Load the page again.");
    return { tag: response.headers.get("ETag"), text: (await response.text()).replaceAll("\r\n", "\n") };
  }

  /* The file was saved elsewhere: take its text, unless something is typed here that nobody has saved. */
  async function catchUp() {
    await turn;
    const now = await current();
    if (now.text === null) return;
    if (dirty() && now.text !== editor.text()) {
      tell("The file was saved elsewhere while you typed here. Save to see both texts and choose.", true);
      return;
    }
    base.value = bare(now.tag);
    onDisk = now.text;
    if (now.text !== editor.text()) {
      editor.replace(now.text);
      tell("Saved elsewhere. The new text is here.");
    }
    changed();
  }

  async function run() {
    const response = await fetch(part.dataset.runs, { method: "POST", headers: { Accept: "application/json" } });
    if (!response.ok) throw new Told((await response.json()).detail ?? "The checks did not run.");
    const { id } = await response.json();
    if (Number(verdict().dataset.run) < id) await refresh();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(event.submitter?.value === "run");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      if (event.defaultPrevented) return;
      event.preventDefault();
      save(true);
    }
  });
  addEventListener("beforeunload", (event) => {
    if (dirty() && !leaving) event.preventDefault();
  });
  recall();
  return { mark: editor.mark, catchUp, knows: (hash) => hash === base.value };
}

function draftKey(source) {
  return `draft of ${source}`;
}

/* The page of a conflict holds the text that was typed, and the store keeps it: no draft is needed any more. */
function dropDraft(source) {
  try {
    sessionStorage.removeItem(draftKey(source));
  } catch {
    // Without storage there is none.
  }
}

function bare(tag) {
  return tag.replace(/^W\//, "").replaceAll('"', "");
}

/* ---- The verdict ---- */

function verdict() {
  return document.getElementById("verdict");
}

/* The validator of what stands on the page; when another script put a newer run there, its id is enough. */
function have() {
  const start = `"run-${verdict().dataset.run}-`;
  return tag.startsWith(start) ? tag : `${start}0"`;
}

async function fetchLatest(headers, signal) {
  const address = bench.dataset.follow;
  const response = await fetch(address, { headers: { Accept: "text/html", ...headers }, cache: "no-store", signal });
  if (response.status === 304) return false;
  if (response.status !== 200) throw new Error(String(response.status));
  tag = response.headers.get("ETag") ?? "";
  await take(new DOMParser().parseFromString(await response.text(), "text/html"));
  return true;
}

function refresh() {
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
async function follow() {
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
  bench.prepend(fresh);
  say(fresh.textContent);
}

function sleep(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function once(target, name) {
  return new Promise((done) => target.addEventListener(name, done, { once: true }));
}

function say(words) {
  const live = document.getElementById("live");
  if (live) live.textContent = words;
}

/* ---- Copying ---- */

function copyButtons(part) {
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

/* ---- The last requests of the console ---- */

const MOST_ASKED = 10;
const FIELDS = ["method", "path", "headers", "body"];

function rememberRequests(section) {
  const key = `asked of ${section.querySelector("form").getAttribute("action")}`;
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
    button.className = "plain";
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

/* ---- Begin ---- */

copyButtons(document);
const desk = document.getElementById("console");
if (desk) rememberRequests(desk);
const conflict = document.getElementById("conflict");
if (conflict) {
  dropDraft(conflict.dataset.source);
  conflict.focus();
}
if (bench) {
  follow();
  const place = document.getElementById("editor");
  if (place?.dataset.source) file = await openFile(place);
  file?.mark(Number(verdict().dataset.line));
}
