// The entry point comes with the first benchmark.
return 0;
