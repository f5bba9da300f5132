"""The steps of the flow, a module each with one public verb; they never import each other."""
