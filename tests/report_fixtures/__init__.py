"""Small diffs, written by hand, that the tests of the report show."""
