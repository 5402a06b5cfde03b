/* The learner's file: an editor, and a save that never overwrites what it has not seen. */

import { say } from "../parts/say.js";
import { dropDraft, keepDraft, keptDraft } from "./draft.js";
import { GONE, refresh, verdict } from "./verdict.js";

class Told extends Error {}

export async function openFile(part) {
  const form = part.querySelector("form");
  const area = form.elements.text;
  const base = form.elements.base;
  const note = form.querySelector("[data-note]");
  const state = document.getElementById("file-state");
  let onDisk = area.value;
  let turn = Promise.resolve();
  let leaving = false;
  const editor = await openEditor();

  const dirty = () => editor.text() !== onDisk;

  function changed() {
    state.textContent = dirty() ? "changed, not saved" : "as on the disk";
    state.classList.toggle("unsaved", dirty());
    if (dirty()) keepDraft(part.dataset.source, { base: base.value, text: editor.text() });
    else dropDraft(part.dataset.source);
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

  /* A text that was typed and not saved comes back, with what it was made from: a save then finds the conflict. */
  function recall() {
    const kept = keptDraft(part.dataset.source);
    if (!kept || kept.text === onDisk) return;
    base.value = kept.base;
    editor.replace(kept.text);
    tell("What you had typed and not saved is here again.");
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

function bare(tag) {
  return tag.replace(/^W\//, "").replaceAll('"', "");
}
