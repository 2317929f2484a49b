"""The skills that ours is measured beside. Each says hello on the port in `BENCHMARK_PORT`."""
