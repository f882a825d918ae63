"""What leaves: workbooks and CSV of records, empty workbooks, workbooks given back with their errors."""
