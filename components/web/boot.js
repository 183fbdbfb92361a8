// Starts the live app once the document is painted, since its scripts keep a slow phone busy. Until it runs, the links of
// the document are ordinary links.
(() => {
  const { app, base } = document.currentScript.dataset;
  const fonts = { bodyFont: "system-ui, sans-serif", headingFont: "system-ui, sans-serif", codeFont: "ui-monospace, monospace" };
  window.__streamlit = {
    BACKEND_BASE_URL: `${location.origin}${base}/`, // saves two requests that would fail below a page's path
    HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false }, // saves two round trips before the first run
    LIGHT_THEME: fonts, // without them Streamlit loads a font of its own before it gets the theme
    DARK_THEME: fonts,
  };
  document.fonts.load = () => Promise.resolve([]); // Streamlit would preload its icons, 375 kB that our pages do not show
  delete window.WebAssembly; // Streamlit works without it, but would try it, which the security policy forbids
  const start = () => document.head.append(Object.assign(document.createElement("script"), { type: "module", crossOrigin: "anonymous", src: app }));
  const afterPaint = (then) => (document.hidden ? setTimeout(then) : requestAnimationFrame(() => setTimeout(then)));
  if (app) addEventListener("DOMContentLoaded", () => afterPaint(start));
})();
