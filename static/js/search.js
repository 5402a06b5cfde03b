/* Find while typing, with an index that is fetched once. The same rules as course/reference/search.py, so that a page
   without script shows the same results in the same order. */

const EMPTY_WORDS = new Set("a an and are be code for has i in is it my of on or status the there to was with".split(" "));
const LONGEST = 100;
const TITLE = [10, 6], PHRASE = [5, 3], TEXT = [2, 1];
const WHOLE_PHRASE = 20, PART_OF_PHRASE = 8, IS_CODE = 3;

const input = document.querySelector("input[data-index]");
let fetching;
let saying;

if (input) {
  input.addEventListener("focus", load, { once: true });
  input.addEventListener("input", () => void typed());
  // Coming back, a browser fills the field again, but not what stood below it.
  window.addEventListener("pageshow", () => {
    if (input.value.trim() && document.getElementById(input.dataset.results).hidden) void update();
  });
}

async function typed() {
  remember();
  await update();
}

/* On the page of the search the address says what is looked for, so Back and Reload bring it again. */
function remember() {
  const own = new URL(input.form.action);
  if (location.pathname !== own.pathname) return;
  const query = input.value.trim();
  history.replaceState(history.state, "", query ? `${own.pathname}?${new URLSearchParams({ q: query })}` : own.pathname);
}

function load() {
  fetching ??= fetch(input.dataset.index, { headers: { Accept: "application/json" } })
    .then((response) => (response.ok ? response.json() : Promise.reject(new Error(String(response.status)))))
    .then(({ most, items }) => ({ most, items: items.map(prepare) }));
  // A course that was stopped must not throw at a reader who types; the button still sends the form.
  fetching.catch(() => { fetching = undefined; });
  return fetching;
}

async function update() {
  const place = document.getElementById(input.dataset.results);
  const query = input.value.trim();
  if (!query) {
    place.replaceChildren();
    place.hidden = true;
    return;
  }
  let index;
  try {
    index = await load();
  } catch {
    return;
  }
  if (query !== input.value.trim()) return;
  draw(place, query, find(index, query));
}

export function words(text) {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(singular);
}

function singular(word) {
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

function prepare([kind, href, title, text, phrases, code]) {
  const split = phrases.map(words);
  return {
    kind, href, title, text, code,
    inTitle: words(code ? `${code} ${title}` : title),
    inPhrases: split.flat(),
    inText: words(text),
    joined: split.map((phrase) => phrase.filter((word) => !EMPTY_WORDS.has(word)).join(" ")),
  };
}

function find({ most, items }, query) {
  const every = words(query.slice(0, LONGEST));
  const telling = every.filter((word) => !EMPTY_WORDS.has(word));
  const asked = telling.length ? telling : every;
  if (!asked.length) return [];
  const scored = items.map((item) => score(item, asked));
  const best = Math.max(0, ...scored.map((one) => one.hits));
  if (best * 2 < asked.length || !best) return [];
  return scored
    .filter((one) => one.hits === best)
    .sort((one, other) => other.points - one.points)
    .slice(0, most)
    .map((one) => one.item);
}

function score(item, asked) {
  let hits = 0;
  let points = 0;
  for (const word of asked) {
    const found = Math.max(worth(word, item.inTitle, TITLE), worth(word, item.inPhrases, PHRASE), worth(word, item.inText, TEXT));
    hits += found > 0 ? 1 : 0;
    points += found;
  }
  const line = asked.join(" ");
  if (hits && item.joined.includes(line)) points += WHOLE_PHRASE;
  else if (hits && item.joined.some((phrase) => phrase.includes(line))) points += PART_OF_PHRASE;
  return { item, hits, points: points + (hits && item.code ? IS_CODE : 0) };
}

function worth(word, among, [whole, beginning]) {
  if (among.includes(word)) return whole;
  return among.some((other) => other.startsWith(word)) ? beginning : 0;
}

function draw(place, query, found) {
  const words = `${found.length} ${found.length === 1 ? "result" : "results"} for “${query}”`;
  const list = element("ol", "hits", ...found.map(row));
  const empty = element("p", "", "Try a number, a word of its name, or a situation such as “already exists” or “token expired”.");
  place.replaceChildren(element("p", "label", words), found.length ? list : empty);
  place.hidden = false;
  clearTimeout(saying);
  saying = setTimeout(() => { document.getElementById("live").textContent = words; }, 600);
}

function row(item) {
  const link = element("a", "", element("span", "t", item.title));
  link.href = item.href;
  if (item.code) link.prepend(element("span", `n k${Math.floor(item.code / 100)}`, String(item.code)), " ");
  const line = element("li", "", link, " ", element("span", "label", item.kind));
  if (item.text) line.append(element("p", "", item.text));
  return line;
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}
