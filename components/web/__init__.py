"""What a link is made of. Speaks Starlette."""
