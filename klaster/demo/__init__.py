"""The Lebak story, told only through the importer and the domain commands."""
