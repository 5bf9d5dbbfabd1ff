"""What a name stands for: a person, an organisation, a group, a document, or none of these."""
