"""Importing a workbook on the web: sent, checked, looked at, then recorded or mended."""
