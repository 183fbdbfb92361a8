"""What pages are made of: sentences, cards, notes, tables, and the shared templates. Depends on Jinja."""
