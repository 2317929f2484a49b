"""The tracks of a routine and the recordings of them, as the running skill needs them."""
