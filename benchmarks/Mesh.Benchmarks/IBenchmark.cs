namespace Mesh.Benchmarks;

/// <summary>Something that is measured; found by its name on the command line.</summary>
internal interface IBenchmark
{
    /// <summary>The name, in lower case with dashes.</summary>
    string Name { get; }

    /// <summary>Measures. Rows without a wanted value inform only.</summary>
    IEnumerable<BenchmarkRow> Run();
}
