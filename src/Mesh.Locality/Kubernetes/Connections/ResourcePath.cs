namespace Mesh.Kubernetes.Connections;

/// <summary>The paths of the Kubernetes API, in one place for reading, applying and Leases.</summary>
internal static class ResourcePath
{
    /// <summary>The path of a kind's objects.</summary>
    /// <param name="group">The API group; empty for the core.</param>
    /// <param name="version">The version.</param>
    /// <param name="namespaceName">The namespace; <see langword="null"/> or empty: the whole cluster.</param>
    /// <param name="plural">The kind's name in paths.</param>
    public static string Collection(string group, string version, string? namespaceName, string plural) =>
        $"{(group.Length == 0 ? $"/api/{version}" : $"/apis/{group}/{version}")}{(string.IsNullOrEmpty(namespaceName) ? ""
            : $"/namespaces/{Uri.EscapeDataString(namespaceName)}")}/{plural}";
}
