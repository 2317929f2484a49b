"""What happens when: a handler for each thing a person may want, and one Reply they all go out through."""
