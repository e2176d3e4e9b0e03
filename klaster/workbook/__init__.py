"""A programme's registers as an XLSX workbook: template, dry run, all-or-nothing import."""
