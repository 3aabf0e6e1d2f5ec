"""The forms of design §6: each function turns what is known into one paper's blocks."""
