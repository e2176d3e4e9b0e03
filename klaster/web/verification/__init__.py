"""Checking a receipt or passbook by its code: open to anyone, says what the code says, no names."""
