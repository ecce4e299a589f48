"""The benchmarks: each figure beside the floor or the rival of the same run."""
