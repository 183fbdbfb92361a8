// Starts the live app once the document is painted, for its scripts keep a slow phone busy. Until it answers, every link
// of the document is an ordinary link.
(() => {
  const { app, base } = document.currentScript.dataset;
  const fonts = { bodyFont: "system-ui, sans-serif", headingFont: "system-ui, sans-serif", codeFont: "ui-monospace, monospace" };
  window.__streamlit = {
    BACKEND_BASE_URL: `${location.origin}${base}/`, // spares two requests that would fail below a page's path
    HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false }, // spares two round trips before the first run
    LIGHT_THEME: fonts, // without them Streamlit loads a font of its own before it hears of the theme
    DARK_THEME: fonts,
  };
  document.fonts.load = () => Promise.resolve([]); // Streamlit would load its icons ahead, 375 kB that no page of ours shows
  delete window.WebAssembly; // Streamlit does without, but would try, and our security policy lets no page compile code
  const start = () => document.head.append(Object.assign(document.createElement("script"), { type: "module", crossOrigin: "anonymous", src: app }));
  const afterPaint = (then) => (document.hidden ? setTimeout(then) : requestAnimationFrame(() => setTimeout(then)));
  if (app) addEventListener("DOMContentLoaded", () => afterPaint(start));
})();
