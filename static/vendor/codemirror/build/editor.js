/* The editor of an exercise page: CodeMirror 6 in the place of a textarea, with what this course needs of it. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { LanguageSupport, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

/* A page loads the grammar that it needs, and no other. */
const LANGUAGES = { python: () => import("./python.js"), yaml: () => import("./yaml.js") };
const INDENTS = { python: "    ", yaml: "  " };

const mark = StateEffect.define();
const markedLine = Decoration.line({ class: "cm-failing" });

/* The line of the first failure moves with the text around it. */
const failing = StateField.define({
  create: () => Decoration.none,
  update(lines, transaction) {
    let kept = lines.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(mark)) kept = only(transaction.state, effect.value);
    }
    return kept;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function only(state, number) {
  const builder = new RangeSetBuilder();
  if (number > 0 && number <= state.doc.lines) {
    const { from } = state.doc.line(number);
    builder.add(from, from, markedLine);
  }
  return builder.finish();
}

/* Tab leaves the editor until somebody types or clicks in it, and again after Escape: nobody is held by it. */
function tabLeaves(view, yes) {
  view.setTabFocusMode(yes);
  return false;
}

/* Typed over a selection of several lines, a browser joins the lines itself and tries to style what is left; the
   course's policy forbids that style. So the editor puts the text in. */
function typeOver(event, view) {
  if (event.inputType !== "insertText" || !event.data || event.isComposing) return false;
  if (view.state.selection.ranges.every((range) => range.empty)) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

export async function edit(textarea, { language, describedBy, save, changed }) {
  const grammar = LANGUAGES[language] ? (await LANGUAGES[language]()).language : null;
  const place = document.createElement("div");
  place.className = "editor";
  const view = new EditorView({
    parent: place,
    state: EditorState.create({
      doc: textarea.value,
      extensions: [
        failing,
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        indentOnInput(),
        bracketMatching(),
        indentUnit.of(INDENTS[language] ?? "    "),
        EditorState.tabSize.of(4),
        syntaxHighlighting(classHighlighter),
        grammar ? new LanguageSupport(grammar) : [],
        search({ top: true }),
        highlightSelectionMatches(),
        EditorView.contentAttributes.of({
          "aria-label": textarea.getAttribute("aria-label") ?? textarea.labels[0]?.textContent.trim() ?? "",
          "aria-describedby": describedBy,
          tabindex: "0",
        }),
        keymap.of([
          ...searchKeymap,
          { key: "Escape", run: (target) => tabLeaves(target, true) },
          { key: "Mod-s", run: () => (save(), true) },
          indentWithTab,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.domEventHandlers({
          focus: (_, target) => tabLeaves(target, true),
          pointerdown: (_, target) => tabLeaves(target, false),
          beforeinput: typeOver,
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          if (update.transactions.some((one) => one.isUserEvent("input") || one.isUserEvent("delete"))) {
            update.view.setTabFocusMode(false);
          }
          textarea.value = update.state.doc.toString();
          changed();
        }),
      ],
    }),
  });
  textarea.hidden = true;
  textarea.after(place);
  return {
    text: () => view.state.doc.toString(),
    /* Put in another text where it differs, so that the cursor stays where it was. */
    replace(text) {
      const old = view.state.doc.toString();
      let start = 0;
      const most = Math.min(old.length, text.length);
      while (start < most && old[start] === text[start]) start += 1;
      let end = 0;
      while (end < most - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
      view.dispatch({
        changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) },
      });
    },
    /* Bring a line into sight, in the middle where there is room; the cursor stays unless it is to come along. */
    show(number, withCursor = false) {
      if (number < 1 || number > view.state.doc.lines) return;
      const { from } = view.state.doc.line(number);
      const effects = EditorView.scrollIntoView(from, { y: "center" });
      view.dispatch(withCursor ? { selection: { anchor: from }, effects } : { effects });
    },
    mark: (number) => view.dispatch({ effects: mark.of(number) }),
    focus: () => view.focus(),
  };
}
