"""What each request passes on its way to a route or to Streamlit: plain ASGI, a file for each step."""
