"""The desk in the browser: search for the authorities, review for those who check."""
