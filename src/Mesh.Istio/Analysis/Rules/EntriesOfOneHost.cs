using System.Globalization;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// A proxy has one cluster for host and port. Of several ServiceEntries the client's namespace, then the order of names decides which one
/// it is made of; where they say the same it does not matter.
/// </summary>
internal sealed class EntriesOfOneHost : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            IEnumerable<(string Host, ServiceEntry Entry)> all = cluster.Objects.OfType<ServiceEntry>().SelectMany(
                entry => entry.Hosts.Select(host => (host, entry)));
            foreach (IGrouping<string, ServiceEntry> host in all.GroupBy(entry => entry.Host, entry => entry.Entry, StringComparer.Ordinal))
            {
                ServiceEntry first = host.First();
                foreach (ServiceEntry other in host.Skip(1).Where(other => Meet(first, other)))
                {
                    bool sameNamespace = first.Metadata.Namespace == other.Metadata.Namespace;
                    if (Difference(first, other, sameNamespace) is ({ } field, { } what))
                    {
                        findings.Add(
                            AnalysisDiagnostics.EntriesOfOneHost,
                            cluster.PathOf(other, field),
                            $"{first} and {other} are both for {host.Key}, and {what}: a proxy uses one of them, by namespace and name.",
                            "Write one entry for the host, or export each to its own clients (exportTo).");
                    }
                }
            }
        }
    }

    // Entries of two namespaces meet where a client sees both and has none of its own; entries for single namespaces do not.
    private static bool Meet(ServiceEntry left, ServiceEntry right) =>
        left.Metadata.Namespace == right.Metadata.Namespace || (IsPublic(left) && IsPublic(right));

    private static bool IsPublic(ServiceEntry entry) => entry.ExportTo.IsEmpty || entry.ExportTo.Contains("*");

    private static (string Field, string What)? Difference(ServiceEntry first, ServiceEntry other, bool sameNamespace)
    {
        foreach (ServicePort port in other.Ports)
        {
            if (first.Ports.FirstOrDefault(candidate => candidate.Number == port.Number) is not { } same)
            {
                continue;
            }

            string number = port.Number.ToString(CultureInfo.InvariantCulture);
            if (Resolution(first) != Resolution(other))
            {
                return ("resolution", $"their port {number} has resolution {Word(first)} in one and {Word(other)} in the other");
            }

            if (PortProtocols.Parse(same.Protocol) != PortProtocols.Parse(port.Protocol))
            {
                return ("ports", $"their port {number} has protocol {same.Protocol} in one and {port.Protocol} in the other");
            }

            // Endpoints of one namespace are put together by the name of the port; those of two are not.
            if (sameNamespace && same.Name != port.Name && !other.Endpoints.IsEmpty)
            {
                return ("ports", $"their port {number} is called '{same.Name}' in one and '{port.Name}' in the other");
            }

            if (!sameNamespace && (first.Endpoints != other.Endpoints || first.WorkloadSelector != other.WorkloadSelector))
            {
                return ("endpoints", "they have different endpoints");
            }
        }

        return sameNamespace && Resolution(first) != Resolution(other) && !other.Ports.IsEmpty
            ? ("resolution", $"one has resolution {Word(first)}, the other {Word(other)}") : null;
    }

    private static ServiceEntryResolution Resolution(ServiceEntry entry) => entry.Resolution ?? ServiceEntryResolution.None;

    private static string Word(ServiceEntry entry) =>
        System.Text.Encoding.UTF8.GetString(ResourceEnums.ServiceEntryResolution.NameOf(Resolution(entry)));
}
