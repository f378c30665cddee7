namespace Mesh.Istio.Testing;

/// <summary>
/// A mesh does not do what a test expects of it. The message has the question, what was expected, and what came, with the order of
/// fallbacks and all reasons. It needs no test framework: each of them reports the message of an exception.
/// </summary>
public sealed class MeshAssertionException : Exception
{
    internal MeshAssertionException(string question, string expected, string actual)
        : base($"Question: {question}\nExpected: {expected}\nCame: {actual}")
    {
        Question = question;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>What was asked: client, host and port, and what fails.</summary>
    public string Question { get; }

    /// <summary>What was expected, in a sentence.</summary>
    public string Expected { get; }

    /// <summary>What came instead, with order, reasons and findings.</summary>
    public string Actual { get; }
}
