"""The FIT files of watches: one scan of the message headers, then each kind of message gathered at once."""
