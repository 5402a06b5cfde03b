/* What was typed and not saved, kept on this machine: it outlives the tab, and a browser that crashed. */

/* Each tab keeps a draft of its own, so that two of them do not overwrite each other's. */
const TAB = tabName();

/* A draft is what was typed and the hash of the text that it was made from. */
export function keepDraft(source, draft) {
  try {
    localStorage.setItem(keyOf(source, TAB), JSON.stringify(draft));
  } catch {
    // Without storage a draft lives as long as its page.
  }
}

/* This tab's draft, or one that a tab left behind; that one becomes this tab's. */
export function keptDraft(source) {
  try {
    const own = keyOf(source, TAB);
    const key = localStorage.getItem(own) === null ? leftBehind(source) : own;
    const kept = key === undefined ? null : JSON.parse(localStorage.getItem(key));
    if (key !== undefined && key !== own) localStorage.removeItem(key);
    return typeof kept?.text === "string" && typeof kept.base === "string" ? kept : null;
  } catch {
    dropDraft(source);
    return null;
  }
}

/* The page of a conflict holds the text that was typed, and the store keeps it: no draft is needed any more. */
export function dropDraft(source) {
  try {
    localStorage.removeItem(keyOf(source, TAB));
  } catch {
    // Without storage there is none.
  }
}

function leftBehind(source) {
  const start = keyOf(source, "");
  return Object.keys(localStorage).find((key) => key.startsWith(start));
}

function keyOf(source, tab) {
  return `draft of ${source} in ${tab}`;
}

function tabName() {
  try {
    const name = sessionStorage.getItem("tab") ?? String(Math.random()).slice(2);
    sessionStorage.setItem("tab", name);
    return name;
  } catch {
    return "this tab";
  }
}
