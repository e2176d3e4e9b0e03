"""The claims register: every figure once published, held against the records."""
