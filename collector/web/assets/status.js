/*
 * Keeps an open page up to date. Without this file the page says the same things and is reloaded by hand.
 * Every word comes from the server, in data attributes or in the fetched content.
 */
const main = document.querySelector("main[data-fragment]");
if (main !== null) keepUpToDate(main);

function keepUpToDate(page) {
  const live = document.getElementById("live");
  const pause = document.getElementById("pause");
  const refreshMs = Number(page.dataset.refreshMs);
  let isPaused = false;
  let isFrozen = false;
  let timer = 0;
  let asked = 0;

  async function refresh() {
    clearTimeout(timer);
    const ticket = ++asked;
    try {
      const next = await fetchContent(page.dataset.fragment, refreshMs);
      if (ticket !== asked) return;
      showContent(live, next);
      if (isFrozen) thaw();
    } catch {
      if (ticket === asked) freeze();
    }
    schedule();
  }

  function schedule() {
    clearTimeout(timer);
    if (!isPaused && !document.hidden) timer = setTimeout(refresh, refreshMs);
  }

  function freeze() {
    const frozen = document.getElementById("frozen");
    const time = document.getElementById("generated-at")?.textContent ?? "";
    frozen.textContent = frozen.dataset.text.replace("{time}", time);
    frozen.hidden = false;
    if (!isFrozen) announce([frozen.textContent]);
    isFrozen = true;
  }

  function thaw() {
    isFrozen = false;
    document.getElementById("frozen").hidden = true;
    announce([document.getElementById("announcements").dataset.restored]);
  }

  pause.hidden = false;
  document.getElementById("reload").hidden = true;
  pause.addEventListener("click", () => {
    isPaused = !isPaused;
    pause.textContent = isPaused ? pause.dataset.resume : pause.dataset.pause;
    // What was asked before the pause must not arrive during it.
    asked += 1;
    if (isPaused) clearTimeout(timer);
    else void refresh();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || isPaused) clearTimeout(timer);
    else void refresh();
  });
  filterInPlace(page, refresh);
  unfoldWhereThereIsRoom();
  openTarget();
  addEventListener("hashchange", openTarget);
  schedule();
}

/** @throws when the collector does not answer in time or answers something else than the content */
async function fetchContent(address, refreshMs) {
  const signal = AbortSignal.timeout(Math.max(8_000, refreshMs));
  const response = await fetch(address, { headers: { accept: "text/html" }, signal });
  if (!response.ok) throw new Error(`the collector answered ${response.status}`);
  const parsed = new DOMParser().parseFromString(`<div id="live">${await response.text()}</div>`, "text/html");
  return parsed.getElementById("live");
}

function showContent(live, next) {
  const before = statesOf(live);
  const verdict = document.getElementById("verdict")?.textContent;
  keepingFocus(() => morphChildren(live, next));
  const changes = [];
  for (const [id, { state, row }] of statesOf(live)) {
    const was = before.get(id);
    if (was === undefined || was.state === state) continue;
    row.classList.add("has-changed");
    changes.push(sentenceOf(row));
  }
  const newVerdict = document.getElementById("verdict")?.textContent;
  if (newVerdict !== undefined && newVerdict !== verdict) changes.push(`${newVerdict}.`);
  announce(changes);
}

function statesOf(live) {
  const states = new Map();
  for (const row of live.querySelectorAll("[data-endpoint]")) states.set(row.dataset.endpoint, { state: row.dataset.state, row });
  return states;
}

function sentenceOf(row) {
  const site = row.closest("tbody")?.querySelector(".site-name")?.textContent ?? "";
  const name = row.querySelector("a")?.textContent ?? "";
  const state = row.querySelector(".state-word")?.textContent ?? "";
  return `${site}, ${name}\u00a0: ${state}.`;
}

/** Says changes and nothing else: a page that repeats itself every ten seconds is one people mute. */
function announce(sentences) {
  if (sentences.length === 0) return;
  const region = document.getElementById("announcements");
  const said = sentences.slice(0, 4);
  const rest = sentences.length - said.length;
  if (rest > 0) said.push(region.dataset.more.replace("{count}", String(rest)));
  region.textContent = said.join(" ");
}

/** Where the focused element goes away (its endpoint recovered), the focus goes to the title of the section it was in. */
function keepingFocus(change) {
  const focused = document.activeElement;
  const id = focused?.id ?? "";
  const sections = [];
  for (let section = focused?.closest("section[id]"); section; section = section.parentElement?.closest("section[id]"))
    sections.push(section.id);
  change();
  if (id === "" || document.activeElement === focused) return;
  const heir = document.getElementById(id) ?? sections.map((section) => document.getElementById(`${section}-titre`)).find(Boolean);
  heir?.focus({ preventScroll: true });
}

/** Makes `current` say what `next` says, touching only what differs: focus, selection, scroll and open parts stay. */
function morph(current, next) {
  if (current.isEqualNode(next)) return;
  if (current.nodeType !== next.nodeType || current.nodeName !== next.nodeName) {
    current.replaceWith(next);
    return;
  }
  if (current.nodeType !== Node.ELEMENT_NODE) {
    current.data = next.data;
    return;
  }
  if (current.hasAttribute("data-keep")) return;
  morphAttributes(current, next);
  morphChildren(current, next);
}

function morphAttributes(current, next) {
  // What a person folded or unfolded stays so.
  const isTheirs = (name) => name === "open" && current.localName === "details";
  for (const { name } of Array.from(current.attributes)) {
    if (!next.hasAttribute(name) && !isTheirs(name)) current.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (!isTheirs(name) && current.getAttribute(name) !== value) current.setAttribute(name, value);
  }
}

function morphChildren(current, next) {
  const named = new Map();
  for (const child of current.children) if (child.id !== "") named.set(child.id, child);
  let cursor = current.firstChild;
  for (const wanted of Array.from(next.childNodes)) {
    const id = wanted.id ?? "";
    const match = id === "" ? unnamed(cursor, wanted) : (named.get(id) ?? null);
    if (match === null) current.insertBefore(wanted, cursor);
    else if (match === cursor) cursor = cursor.nextSibling;
    else move(current, match, cursor);
    if (match !== null) morph(match, wanted);
  }
  while (cursor !== null) {
    const following = cursor.nextSibling;
    cursor.remove();
    cursor = following;
  }
}

function unnamed(cursor, wanted) {
  return cursor !== null && cursor.nodeName === wanted.nodeName && !cursor.id ? cursor : null;
}

/** moveBefore keeps the focus of what it moves; browsers that do not have it yet get it back from `keepingFocus`. */
function move(parent, child, before) {
  if (typeof parent.moveBefore === "function") parent.moveBefore(child, before);
  else parent.insertBefore(child, before);
}

/** Once, when the page opens: what a person folds afterwards stays folded. */
function unfoldWhereThereIsRoom() {
  if (!matchMedia("(min-width: 60rem)").matches) return;
  for (const part of document.querySelectorAll("details.fold:not(.long)")) part.open = true;
}

/** A link to a site in a folded territory unfolds it first. */
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target?.closest("details:not([open])") ?? target?.querySelector(":scope > details:not([open])");
  if (!folded) return;
  folded.open = true;
  target.scrollIntoView();
}

/** The form works by itself; here it also answers while one types, and the address follows so that it can be shared. */
function filterInPlace(page, refresh) {
  const form = document.getElementById("filtre");
  if (form === null) return;
  let timer = 0;
  const apply = () => {
    const asked = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
    const query = asked.length === 0 ? "" : `?${new URLSearchParams(asked)}`;
    page.dataset.fragment = `/fragments/overview${query}`;
    history.replaceState(null, "", `/${query}`);
    refresh();
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 250);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    apply();
  });
}
