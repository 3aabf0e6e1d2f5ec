"""Tables, the connection and its migrations. No rules."""
