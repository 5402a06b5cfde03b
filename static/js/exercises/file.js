/* The learner's file: an editor, and a save that never overwrites what it has not seen. */

import { say } from "../parts/say.js";
import { dropDraft, keepDraft, keptDraft } from "./draft.js";
import { choose, part as partOf, verdict } from "./parts.js";
import { GONE, refresh, speak, speakAgain } from "./verdict.js";

/* A run that takes longer than this, in milliseconds, is spoken of while it lasts. */
const LONG_RUN = 2_000;

class Told extends Error {}

export async function openFile(part) {
  const form = part.querySelector("form");
  const area = form.elements.text;
  const base = form.elements.base;
  const bar = document.querySelector(".bar");
  const note = bar.querySelector("[data-note]");
  const state = partOf("file-state");
  let onDisk = area.value;
  let turn = Promise.resolve();
  let leaving = false;
  let editor = asTextarea();
  let opening = null;

  const dirty = () => editor.text() !== onDisk;

  function changed() {
    state.textContent = dirty() ? "changed, not saved" : "saved";
    state.classList.toggle("unsaved", dirty());
    if (dirty()) keepDraft(part.dataset.source, { base: base.value, text: editor.text() });
    else dropDraft(part.dataset.source);
  }

  /* The form's own field: without the editor, and until it is there. */
  function asTextarea() {
    const replace = (text) => {
      area.value = text;
      changed();
    };
    return { text: () => area.value, replace, mark: () => {}, show: () => {}, focus: () => area.focus() };
  }

  function openEditor() {
    opening ??= takeEditor();
    return opening;
  }

  async function takeEditor() {
    try {
      const { edit } = await import(part.dataset.editor);
      const typing = document.activeElement === area;
      editor = await edit(area, {
        language: part.dataset.language,
        describedBy: "keys",
        save: () => save(),
        changed: () => changed(),
      });
      partOf("keys").hidden = false;
      part.classList.add("with-editor");
      if (typing) editor.focus();
    } catch {
      // It could not be loaded: the field does all that is needed.
    }
  }

  /* A narrow page shows one view at a time. The editor is the heaviest part, so it comes when it is looked at. */
  async function openEditorWhenSeen() {
    if (part.offsetParent) return openEditor();
    new IntersectionObserver(async (entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      await openEditor();
      editor.mark(Number(verdict().dataset.line));
      editor.show(Number(verdict().dataset.line));
    }).observe(part);
  }

  /* A text that was typed and not saved comes back, with what it was made from: a save then finds the conflict. */
  function recall() {
    const kept = keptDraft(part.dataset.source);
    if (!kept || kept.text === onDisk) return;
    base.value = kept.base;
    editor.replace(kept.text);
    tell("What you had typed and not saved is here again.");
  }

  /* A result is read out by the verdict itself; what stands here is about the file. */
  function tell(words, { trouble = false, aloud = true } = {}) {
    note.textContent = words;
    note.hidden = !words;
    note.classList.toggle("trouble", trouble);
    if (words && aloud) say(words);
  }

  function save() {
    turn = turn.then(saveAndRun);
    return turn;
  }

  async function saveAndRun() {
    bar.setAttribute("aria-busy", "true");
    const waiting = setTimeout(() => tell("The checks are running."), LONG_RUN);
    try {
      if (dirty() && !(await put(editor.text()))) return;
      tell("The checks are running.", { aloud: false });
      await run();
      tell("");
    } catch (error) {
      tell(error instanceof Told ? error.message : GONE, { trouble: true });
    } finally {
      clearTimeout(waiting);
      bar.removeAttribute("aria-busy");
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
      tell("The file was saved elsewhere while you typed here. Run to see both texts and choose.", { trouble: true });
      return;
    }
    base.value = bare(now.tag);
    onDisk = now.text;
    if (now.text !== editor.text()) {
      editor.replace(now.text);
      // The verdict on that text is read out; this is for the eyes.
      tell("Saved elsewhere. The new text is here.", { aloud: false });
    }
    changed();
  }

  async function run() {
    const before = verdict().dataset.run;
    const response = await fetch(part.dataset.runs, { method: "POST", headers: { Accept: "application/json" } });
    if (!response.ok) throw new Told((await response.json()).detail ?? "The checks did not run.");
    const { id } = await response.json();
    if (Number(verdict().dataset.run) < id) await refresh();
    // Whoever asks for a run hears its result, also when nothing is new.
    if (verdict().dataset.run === before) speakAgain();
    else speak();
  }

  /* A line that the verdict names, "app.py:31 in add_recipe". */
  async function goTo(place) {
    const line = /^[^\s:]+:(\d+)/.exec(place);
    if (!line) return;
    choose("v-code");
    choose("w-app");
    await openEditor();
    editor.show(Number(line[1]), true);
    editor.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-place]");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(link.dataset.place);
  }, true);
  // Before the editor sees it, for which Ctrl-Enter is an empty line.
  document.addEventListener("keydown", (event) => {
    const runs = event.key.toLowerCase() === "s" || event.key === "Enter";
    if (!runs || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    save();
  }, true);
  addEventListener("beforeunload", (event) => {
    if (dirty() && !leaving) event.preventDefault();
  });
  area.addEventListener("input", () => changed());
  // An editor draws only the lines in sight; on paper stands the whole text.
  addEventListener("beforeprint", () => {
    const paper = part.querySelector(".on-paper") ?? part.appendChild(document.createElement("pre"));
    paper.className = "on-paper";
    paper.textContent = editor.text();
  });
  await openEditorWhenSeen();
  recall();
  return {
    mark: (line) => editor.mark(line),
    show: (line) => editor.show(line),
    catchUp,
    knows: (hash) => hash === base.value,
  };
}

function bare(tag) {
  return tag.replace(/^W\//, "").replaceAll('"', "");
}
