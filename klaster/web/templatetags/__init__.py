"""How pages say amounts, days and icons."""
