"""What is done, failed, owed and corrected. Everything here can be rebuilt from the archive."""
