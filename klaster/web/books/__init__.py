"""The books: trial balance, accounts, journal, single entries, closed months and their seals."""
