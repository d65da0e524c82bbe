"""The disk: reading a project, applying a plan as one transaction, and taking it back."""
