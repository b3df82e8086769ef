import Shared

await CommandLineProgram.main()
