"""Remit: pages that describe how a government body is organised, as structured data with evidence."""
