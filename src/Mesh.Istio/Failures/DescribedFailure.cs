using Mesh.Diagnostics;

namespace Mesh.Istio.Failures;

/// <summary>A failure in words, with what is wrong about its names.</summary>
internal sealed record DescribedFailure(ValueList<string> Descriptions, ValueList<Diagnostic> Diagnostics)
{
    public DescribedFailure(FailureBuilder failures)
        : this(failures.Descriptions.ToValueList(), failures.Diagnostics.ToValueList())
    {
    }
}
