"""What a request is answered with: routes, exports, previews, middleware. Depends on Starlette."""
