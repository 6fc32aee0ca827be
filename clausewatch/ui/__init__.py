"""What pages share: the shell, the filter bar, figures. Streamlit is imported here and in pages."""
