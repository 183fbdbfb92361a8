// The app starts once the document is painted, for its scripts keep a slow phone busy for seconds. The document stays
// until the live page below it is drawn, its chart included; then the reader goes on where they were.
(() => {
  const fonts = { bodyFont: "system-ui, sans-serif", headingFont: "system-ui, sans-serif", codeFont: "ui-monospace, monospace" };
  window.__streamlit = {
    BACKEND_BASE_URL: location.origin + "/", // spares two requests that would fail
    LIGHT_THEME: fonts, // without them Streamlit loads a font of its own before it hears of the theme
    DARK_THEME: fonts,
  };
  delete window.WebAssembly; // Streamlit does without, but would try, and our security policy lets no page compile code
  const address = document.currentScript.dataset.app;
  const start = () => {
    const app = document.createElement("script");
    Object.assign(app, { type: "module", crossOrigin: "anonymous", src: address });
    document.head.append(app);
  };
  const painted = (then) => (document.hidden ? setTimeout(then) : requestAnimationFrame(() => setTimeout(then)));
  if (address) addEventListener("DOMContentLoaded", () => painted(start));
  const quiet = 300; // milliseconds without a change, after which the live page is taken as drawn
  const patience = 30000; // a chart that never comes must not keep the reader from the live page
  let since = 0;
  let pause;
  const paper = () => document.getElementById("document");
  const drawn = () => {
    const page = document.querySelector(".st-key-drawn");
    if (!page) return null;
    since ||= performance.now();
    const broken = document.querySelector("[class*=st-key-failure-]");
    const chart = paper()?.hasAttribute("data-chart") && !broken && !document.querySelector(".js-plotly-plot .main-svg");
    const part = document.querySelector("[data-testid$=Skeleton]"); // parts of the page whose script is on its way
    return (chart || part) && performance.now() - since < patience ? null : page;
  };
  const scroller = (element) => {
    const scrolls = (one) => one.scrollHeight > one.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(one).overflowY);
    let found = element;
    while (found && !scrolls(found)) found = found.parentElement;
    return found;
  };
  const look = () => {
    const page = drawn();
    if (!page) return;
    watch.disconnect();
    clearInterval(clock);
    const top = window.scrollY;
    paper()?.remove();
    const main = scroller(page);
    if (main && top) main.scrollTop = top;
  };
  const watch = new MutationObserver(() => {
    clearTimeout(pause);
    pause = setTimeout(look, quiet);
  });
  const clock = setInterval(() => since && performance.now() - since > patience && look(), 1000);
  // The data may change while the page is open. A tab that is looked at asks now and then, and lets the app run again.
  const often = 10000; // milliseconds
  const renew = async () => {
    const page = document.querySelector(".st-key-drawn span");
    if (document.hidden || !page) return;
    const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    const now = answer && (await answer.json().catch(() => ({}))).state;
    if (now && now !== page.textContent) document.querySelector(".st-key-renew button")?.click();
  };
  setInterval(renew, often);
  addEventListener("visibilitychange", renew);
  watch.observe(document, { childList: true, subtree: true });
})();
