"""What people see in the terminal: values in, rich renderables out; nothing here prints."""

from console.german import speak_german

speak_german()  # before any command is made: click names its kinds of values then
