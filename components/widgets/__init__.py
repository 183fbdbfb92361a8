"""What a page is made of. Speaks Streamlit."""
