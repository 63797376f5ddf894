"""The verbs: one plain function for each thing a user can do."""
