"""The editions of the guide: which there are, what each held, and what changed between two."""
