"""Reports for readers: terminal, HTML, CSV, XLSX, PDF, all generic over the declared columns."""
