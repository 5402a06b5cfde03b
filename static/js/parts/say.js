/* What is read out: the text of the live region. */

export function say(words) {
  const live = document.getElementById("live");
  if (live) live.textContent = words;
}
