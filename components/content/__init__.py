"""What pages are made of: sentences, cards, notes, tables, and the template environment. Depends on Jinja."""
