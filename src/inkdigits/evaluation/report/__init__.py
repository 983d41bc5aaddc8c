"""Evaluations as pages and folders."""
