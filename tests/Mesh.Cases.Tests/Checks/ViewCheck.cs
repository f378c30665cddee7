using Mesh.Cases.Tests.Expectations;
using Mesh.Cases.Tests.Product;

namespace Mesh.Cases.Tests.Checks;

/// <summary>The endpoints that the istiod of a cluster gives to a proxy.</summary>
internal sealed record ViewCheck(ProxyQuestion Question, string[] Endpoints) : ICaseCheck
{
    /// <exception cref="FormatException">A field has another form.</exception>
    public static ViewCheck Parse(ExpectLine line)
    {
        string[] fields = line.Exactly(
            "istiod C [reads C,C]",
            "ns N [labels a=b] [cluster C] [network N] [at R/Z] [type router]",
            "HOST:PORT[/SUBSET]",
            "ADDRESS:PORT@PRIORITY …");
        string[] endpoints = fields[3].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool formed = endpoints is ["none"] || (endpoints.Length > 0 && endpoints.All(endpoint => endpoint.Contains('@')));
        return formed
            ? new ViewCheck(ProxyQuestion.Parse(fields[0], fields[1], fields[2]), [.. endpoints.Order(StringComparer.Ordinal)])
            : throw new FormatException($"'{fields[3]}' is not ADDRESS:PORT@PRIORITY … or none");
    }

    public string? Problem(CaseMesh mesh)
    {
        string[] actual = mesh.Endpoints(Question);
        return actual.SequenceEqual(Endpoints) ? null : $"expected {string.Join(' ', Endpoints)}, but it is {string.Join(' ', actual)}";
    }
}
