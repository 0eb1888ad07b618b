"""How a page of a register is set: its header, columns, labels and rows, whatever the form."""
