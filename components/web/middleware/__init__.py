"""The middleware around the routes and Streamlit: plain ASGI, a file for each."""
