"""What a book keeps registers of: places, programmes, inspections, results, settings."""
