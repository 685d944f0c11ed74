"""The core of the guide: survey → statistics → markup → book → press. It knows nothing of MkDocs."""
