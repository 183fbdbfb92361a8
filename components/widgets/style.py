"""The few rules of style that Streamlit's theme has no setting for.

They name only classes that our own ``key=`` arguments give (``st-key-…``), never Streamlit's inner structure.
"""

import streamlit as st

_RULES = """
@media (min-width: 640px) { .st-key-page { margin-top: -3.5rem; } }
[class*="st-key-wide-"] :is(td, th) { min-width: 7rem; }
.st-key-renew { display: none; }
:is([class*="st-key-wide-"], [class*="st-key-narrow-"]) :is(td, th, td *, th *) {
  overflow-wrap: anywhere; white-space: normal; vertical-align: top;
}
[class*="st-key-linked-"] { outline: 2px solid currentColor; outline-offset: 1px; }
[class*="st-key-topics-"] button {
  border: 1px solid currentColor; border-radius: 1rem; padding: 0.1rem 0.65rem; min-height: 1.75rem; height: auto;
  max-width: 100%;
}
[class*="st-key-topics-"] button * { white-space: normal; overflow-wrap: anywhere; text-align: start; }
.st-key-page :is(h1, h2, h3, p, li, td, th, button) { unicode-bidi: plaintext; }
.st-key-page :is(h1, h2, h3, p, li, td, th) { text-align: start; }
@media print {
  .st-key-filters, .st-key-sharing, .st-key-clear { display: none; }
  [class*="st-key-cards"] > div { break-inside: avoid; }
}
@media (prefers-reduced-motion: reduce) {
  .st-key-page * { transition: none !important; animation: none !important; scroll-behavior: auto !important; }
}
"""


def apply() -> None:
    """Add the rules to the page."""
    st.html(f"<style>{_RULES}</style>")
