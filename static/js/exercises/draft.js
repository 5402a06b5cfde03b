/* What was typed and not saved, kept for as long as the tab lives. */

/* A draft is what was typed and the hash of the text that it was made from. */
export function keepDraft(source, draft) {
  try {
    sessionStorage.setItem(draftKey(source), JSON.stringify(draft));
  } catch {
    // Without storage a draft lives as long as its page.
  }
}

export function keptDraft(source) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(draftKey(source)));
    return typeof kept?.text === "string" && typeof kept.base === "string" ? kept : null;
  } catch {
    dropDraft(source);
    return null;
  }
}

/* The page of a conflict holds the text that was typed, and the store keeps it: no draft is needed any more. */
export function dropDraft(source) {
  try {
    sessionStorage.removeItem(draftKey(source));
  } catch {
    // Without storage there is none.
  }
}

function draftKey(source) {
  return `draft of ${source}`;
}
