using System.Text.Json.Nodes;

namespace Mesh.ApiServerDouble.Admission;

/// <summary>A write as admission sees it, after everything else was found right.</summary>
/// <param name="Operation"><c>CREATE</c>, <c>UPDATE</c> or <c>DELETE</c>.</param>
/// <param name="Group">The API group.</param>
/// <param name="Version">The version in which policies see it.</param>
/// <param name="Resource">The plural name.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">The namespace; empty for objects of the cluster.</param>
/// <param name="Name">The name.</param>
internal sealed record AdmissionRequest(
    string Operation, string Group, string Version, string Resource, string Kind, string Namespace, string Name)
{
    public JsonObject? Object { get; init; }

    public JsonObject? Old { get; init; }

    /// <summary>The labels of the namespace.</summary>
    public IReadOnlyDictionary<string, string> NamespaceLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>The authorizer, for who asks: verb, group, resource, namespace, name.</summary>
    public required Func<string, string, string, string, string, bool> Ask { get; init; }
}
