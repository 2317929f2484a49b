"""The content of the skill as data: a folder of TOML files for each language."""
