"""What other packages inherit to test what they add: nothing here is used by a report."""
