"""`python -m pipeline` is the `remit` command."""

import sys

from pipeline.cli import main

sys.exit(main())
