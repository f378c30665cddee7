using Mesh.Istio.Resources;

namespace Mesh.Istio.Access.Adopting;

/// <summary>Says where the model would have to say what a cluster has.</summary>
internal sealed class ModelAdvice(IstioObject desired)
{
    private readonly string _path = ModelPath.Short(desired.Metadata.Annotations
        .FirstOrDefault(annotation => annotation.Key.EndsWith("/path", StringComparison.Ordinal)).Value ?? "");

    /// <summary>The change that the model needs.</summary>
    /// <param name="identity">The field, by the names of the elements that it is in.</param>
    /// <param name="live">The live value; null when it is not there.</param>
    public string For(string identity, string? live)
    {
        string place = _path.Length == 0 ? "in the model" : $"at {Place(identity)} in the model";
        return live is null ? $"Take it away {place}." : $"Write {live} {place}.";
    }

    // The listeners of a gateway are called by what they are and by the server that they are of.
    private string Place(string identity)
    {
        const string Servers = "spec.servers[";
        int end = identity.IndexOf(']', StringComparison.Ordinal);
        if (desired is not Gateway || !identity.StartsWith(Servers, StringComparison.Ordinal) || end < 0)
        {
            return $"{_path} ({identity})";
        }

        string port = identity[Servers.Length..end], field = identity[(end + 1)..].TrimStart('.');
        string server = port.StartsWith("tls-mesh-", StringComparison.Ordinal) ? port["tls-mesh-".Length..]
            : port[(port.IndexOf('-', StringComparison.Ordinal) + 1)..];
        return $"{_path}/servers/{server}/{NameOf(field)}";
    }

    private static string NameOf(string field) => field switch
    {
        "tls.minProtocolVersion" => "tls/minVersion",
        "tls.maxProtocolVersion" => "tls/maxVersion",
        _ => field.Replace('.', '/'),
    };
}
