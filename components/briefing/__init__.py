"""What the data is: contract, loading, filters, coverage. Speaks pandas."""
