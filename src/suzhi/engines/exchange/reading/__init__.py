"""The cells of a sheet through its columns into a staging table; every cell that cannot be read is named."""
