"""Towns that no rule and no fit has seen: other forms, wordings and notations on bench.scangen.

bench.scangen draws four towns and is taken over as it is; here its engine draws others, with what a
register also holds: partial deletions, amendments, notices, statements and cadastre extracts.
"""
