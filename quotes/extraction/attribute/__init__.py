"""Whose words stand between quotation marks? Rules propose sources, and their evidence is weighed."""
