"""The live page. Depends on Streamlit."""
