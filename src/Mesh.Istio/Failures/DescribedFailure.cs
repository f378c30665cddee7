using Mesh.Diagnostics;

namespace Mesh.Istio.Failures;

/// <summary>A failure in words, with what is wrong about its names.</summary>
internal sealed record DescribedFailure(ValueList<string> Descriptions, ValueList<Diagnostic> Diagnostics)
{
    /// <summary>Nothing fails.</summary>
    public static DescribedFailure Nothing { get; } = new(default, default);

    public DescribedFailure(FailureBuilder failures)
        : this(failures.Descriptions.ToValueList(), failures.Diagnostics.ToValueList())
    {
    }
}
