"""What people see in the terminal: values in, rich renderables out; nothing here prints."""
