"""From a file to checked rows; knows files, not the database."""
