using Mesh.Fuzzing;
using SharpFuzz;

// Usage: Mesh.Fuzzing READER             under afl-fuzz, which tests/Mesh.Fuzzing/fuzz.sh starts
//        Mesh.Fuzzing READER FILE...     answers each file once: to see what a finding of afl-fuzz does
if (args.Length == 0 || Readers.Find(args[0]) is not { } read)
{
    Console.Error.WriteLine($"Name a reader: {string.Join(", ", Readers.Names)}.");
    return 2;
}

if (args.Length == 1)
{
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        read(bytes.ToArray());
    });
    return 0;
}

foreach (string file in args[1..])
{
    read(File.ReadAllBytes(file));
    Console.WriteLine($"{file}: answered");
}

return 0;
