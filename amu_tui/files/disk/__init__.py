"""Durable writes, accounts, and errors of the operating system."""
