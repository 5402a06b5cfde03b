/* What is read out: the text of the live region. */

export function say(words) {
  const live = document.getElementById("live");
  // The same words once more are no change, and nobody would hear them.
  if (live) live.textContent = live.textContent === words && words ? `${words}\u00a0` : words;
}
