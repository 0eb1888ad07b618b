"""How the pipeline's work is spread over processes, counted and kept from being done twice."""
