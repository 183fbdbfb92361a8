"""Text from data or from a link, put into Streamlit's Markdown so that every character shows as it is."""

import re

_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+\-.!|>~$:<&@/=^\"']")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+")


def literal(text: str) -> str:
    """Return the text with everything escaped that Markdown, TeX, HTML or an icon name would act on."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def with_links(text: str) -> str:
    """Return the text as ``literal`` does, with web addresses in it made into links that show the address."""
    pieces, end = [], 0
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(".,;:)")
        pieces += [literal(text[end : match.start()]), f"[{literal(address)}](<{address}>)"]
        end = match.start() + len(address)
    return "".join([*pieces, literal(text[end:])])
