namespace Mesh.Istio.Admission;

/// <summary>Which hosts with wildcards contain others (istio <c>pkg/config/host/name.go</c>).</summary>
internal static class HostCover
{
    /// <summary>Whether every host that the second name stands for is one of the first.</summary>
    public static bool Covers(string host, string other) => host.StartsWith('*')
        ? other.TrimStart('*').Length >= host.Length - 1 && other.EndsWith(host[1..], StringComparison.Ordinal)
        : host == other;

    /// <summary>Whether two names stand for a host that is the same.</summary>
    public static bool Meet(string host, string other) => Covers(host, other) || Covers(other, host);
}
