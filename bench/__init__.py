"""What is measured, and against what: `make bench`. Not part of the product."""
