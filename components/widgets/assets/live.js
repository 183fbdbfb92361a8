// The live page. Streamlit runs the script for an address and hands over the page's HTML; this module replaces the content
// with it, and follows links within the site without loading a document. All state is in the address, so Back, Forward
// and a reload give the same page.
const html = document.documentElement;
const page = document.getElementById("page");
const PATIENCE = 5000; // milliseconds after which a link that Streamlit does not answer is opened as a document
const TYPING_PAUSE = 250;
const POLL_INTERVAL = 10000;

let latest = null; // what Streamlit handed over last
let shown = ""; // the address for which Streamlit handed over last, as `here` writes it
let step = null; // the navigation that waits for its content: {scroll, focus, timer}
let isTyping = false;
let hasEntry = false; // whether the search that is being typed has an entry in the history, which it then replaces

export default function show({ data }) {
  const isFirst = latest === null;
  const isNewPage = !isFirst && subject(data) !== subject(latest);
  const isNewData = !isFirst && data.version !== latest.version;
  latest = data;
  shown = here(location);
  html.lang = data.language;
  render(data.content, isNewPage);
  placeExplorer();
  page.dataset.at = data.at;
  if (step) finish(isNewPage);
  if (isNewData) announce("The data was updated while this page was open.", true);
  if (isFirst) start();
}

// What a page is about. If it changes, the page scrolls to the top, as a new document would.
function subject({ at }) {
  const { pathname, searchParams } = new URL(at, location.origin);
  return [pathname, searchParams.get("item"), searchParams.get("page")].join();
}

// An address without its anchor, in normal form: spaces and brackets can be encoded in several ways.
function here({ pathname, search }) {
  const parameters = new URLSearchParams(search);
  parameters.sort();
  return `${pathname}?${parameters}`;
}

function render(content, isNewPage) {
  const template = document.createElement("template");
  template.innerHTML = content;
  if (isNewPage) page.querySelectorAll("details[open]").forEach((details) => details.removeAttribute("open"));
  morphChildren(page, template.content);
}

// Changing the old nodes into the new ones keeps focus, scroll positions, open panels and text that is being typed.
function morphChildren(from, to) {
  let old = from.firstChild;
  for (const next of [...to.childNodes]) {
    let match = old;
    while (match && !isAlike(match, next)) match = match.nextSibling;
    if (!match) {
      from.insertBefore(next, old);
      continue;
    }
    while (old !== match) old = remove(old);
    old = match.nextSibling;
    morph(match, next);
  }
  while (old) old = remove(old);
}

function remove(node) {
  const next = node.nextSibling;
  if (node.contains(root)) document.body.append(root);
  if (node !== root) node.remove();
  return next;
}

const kind = (node) => [node.nodeName, node.id, node.name, (node.getAttribute?.("class") ?? "").split(" ")[0]].join();
const isAlike = (one, other) => kind(one) === kind(other);

function morph(from, to) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  const names = ({ attributes }) => [...attributes].map(({ name }) => name).filter((name) => name !== "open");
  // In the same order too, so that the live page equals the document character by character.
  if (names(from).join() !== names(to).join()) names(from).forEach((name) => from.removeAttribute(name));
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  if (from instanceof HTMLInputElement && !(isTyping && from === document.activeElement)) from.value = to.getAttribute("value") ?? "";
  if (from.id !== "explore") morphChildren(from, to);
}

// Streamlit's own element, which is otherwise hidden, moves to where Plotly draws the chart.
const root = document.getElementById("root");
function placeExplorer() {
  const place = document.getElementById("explore");
  root.inert = !place;
  if (place && root.parentElement !== place) place.append(root);
  if (!place && root.parentElement !== document.body) document.body.append(root);
}

// Streamlit's page has a main landmark of its own, which would be a second one where the chart is explored.
function hideLandmark() {
  root.querySelector("main:not([role])")?.setAttribute("role", "group");
}

// Selecting a mark in Plotly follows the same link as in the picture.
function followMarks() {
  const plot = root.querySelector(".js-plotly-plot");
  if (!plot?.on || "followed" in plot.dataset) return;
  plot.dataset.followed = ""; // once for each plot, or a click would count several times
  plot.on("plotly_click", ({ points }) => points[0]?.customdata && go(new URL(points[0].customdata[0], location.href)));
}

function go(url, { replace = false } = {}) {
  if (!isConnected()) {
    location.assign(url);
    return;
  }
  saveScroll();
  history[replace ? "replaceState" : "pushState"](null, "", url);
  wait({ scroll: null, focus: !replace, timer: setTimeout(() => location.reload(), PATIENCE) });
  dispatchEvent(new PopStateEvent("popstate", { state: null })); // Streamlit runs the script for the new address
}

function wait(next) {
  if (step) clearTimeout(step.timer);
  step = next;
}

// Called when the content of a navigation is in place.
function finish(isNewPage) {
  const { scroll, focus, timer } = step;
  clearTimeout(timer);
  step = null;
  if (scroll !== null) scrollTo({ top: scroll, behavior: "instant" });
  else if (isNewPage) scrollTo({ top: 0, behavior: "instant" });
  if (isNewPage || (focus && document.activeElement === document.body)) page.querySelector("h1")?.focus({ preventScroll: true });
  if (scroll === null && location.hash) location.replace(location.hash); // the browser scrolls to the anchor and marks it
  announce([page.querySelector("h1"), page.querySelector(".matching > span")].map((element) => element?.innerText).filter(Boolean).join(". "));
}

function announce(text, isVisible = false) {
  const status = document.getElementById("status");
  status.textContent = text;
  status.classList.toggle("hidden", !isVisible);
}

const isConnected = () => document.querySelector('#root [data-test-connection-state="CONNECTED"]') !== null;

let scrolling;
function saveScroll() {
  clearTimeout(scrolling);
  history.replaceState({ ...history.state, scroll: scrollY }, "");
}

function start() {
  history.scrollRestoration = "manual"; // the content arrives after the browser would have scrolled
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  page.addEventListener("input", onInput);
  page.addEventListener("submit", onSubmit);
  page.addEventListener("focusout", () => (isTyping = hasEntry = false));
  addEventListener("popstate", onHistory);
  addEventListener("scroll", () => (clearTimeout(scrolling), (scrolling = setTimeout(saveScroll, 200))), { passive: true });
  new MutationObserver(() => (hideLandmark(), followMarks())).observe(root, { childList: true, subtree: true });
  setInterval(poll, POLL_INTERVAL);
  addEventListener("visibilitychange", poll);
  html.dataset.live = "";
}

function onClick(event) {
  for (const panel of page.querySelectorAll(":is(.sharing, .arrange)[open]")) if (!panel.contains(event.target)) panel.open = false;
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
  const link = event.target.closest("a[href]");
  if (!link || !page.contains(link) || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.getAttribute("href"), location.href);
  const isHere = here(url) === here(location);
  if (link.hasAttribute("target") || url.origin !== location.origin || !latest.paths.includes(url.pathname) || (isHere && url.hash)) return;
  event.preventDefault();
  if (isHere) scrollTo({ top: 0 });
  else go(url);
}

function onKey(event) {
  if (event.key !== "Escape") return;
  const panel = document.activeElement?.closest("#page :is(.sharing, .arrange)[open]");
  if (panel) {
    panel.open = false;
    panel.querySelector("summary").focus();
  }
}

let typing;
function onInput(event) {
  if (event.target.matches(".narrow-list")) narrowList(event.target);
  if (event.target.name !== "q") return;
  isTyping = true;
  clearTimeout(typing);
  typing = setTimeout(() => search(page.querySelector(".filters")), TYPING_PAUSE);
}

// A long list shows the options that contain what is typed above it.
function narrowList(field) {
  for (const chip of field.parentElement.querySelectorAll(".chip"))
    chip.hidden = !chip.textContent.toLowerCase().includes(field.value.trim().toLowerCase());
}

function onSubmit(event) {
  event.preventDefault();
  clearTimeout(typing);
  search(event.target);
}

function search(form) {
  const fields = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
  const query = new URLSearchParams(fields).toString();
  const url = new URL(form.action);
  url.search = query;
  if (here(url) === here(location)) return;
  go(url, { replace: hasEntry });
  hasEntry = isTyping;
}

async function copy(button) {
  const field = button.parentElement.querySelector("input");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy"); // browsers have no clipboard API without TLS
  }
  announce("Copied");
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = "Copy"), 2000);
}

// Back and Forward: Streamlit runs the script for the address; the scroll position is restored with the content.
function onHistory(event) {
  if (!event.isTrusted) return;
  clearTimeout(scrolling); // it belongs to the entry that was left
  isTyping = hasEntry = false;
  const scroll = event.state?.scroll ?? 0;
  if (here(location) === shown) scrollTo({ top: scroll, behavior: "instant" });
  else wait({ scroll, focus: true, timer: setTimeout(() => location.reload(), PATIENCE) });
}

// The data and the date may change while the page is open.
async function poll() {
  if (document.hidden) return;
  const response = await fetch(latest.health, { cache: "no-store" }).catch(() => null);
  const state = (await response?.json().catch(() => null))?.state;
  if (state && state !== latest.state) dispatchEvent(new PopStateEvent("popstate", { state: null }));
}
