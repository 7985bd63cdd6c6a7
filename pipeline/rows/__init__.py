"""Pages and results as rows: corpora in, tables out, part by part."""
