"""The HTTP side: routes, exports, previews, middleware. Depends on Starlette."""
