"""Documents on paper: Typst templates and what compiles them."""
