"""What a package declares about a sheet: its columns, where its rows are kept, the rules that they obey."""
