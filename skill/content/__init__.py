"""What is said, as data: a folder of TOML files for each language."""
