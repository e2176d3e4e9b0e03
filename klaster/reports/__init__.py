"""Reports: read-only SQL with a stated check, rendered as HTML, CSV, XLSX and PDF."""
