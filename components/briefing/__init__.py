"""What the data is: contract, loading, filters, coverage. Depends on pandas."""
