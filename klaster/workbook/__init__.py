"""Bringing a programme's records in: one XLSX workbook, one sheet per register.

`template` writes an empty workbook, `importing` checks or imports a filled one. Faces call these;
the registers call domain commands, one bulk command for each chunk of rows.
"""
