"""The page: routes, page models, templates, static files. Reads the store through ``store`` alone."""
