using System.Globalization;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// A gateway that ends TLS, or takes plain TCP, accepts a connection before it connects to what is behind it. Without requests the client's
/// proxy sees no failure of that, ejects nothing and tries no other place.
/// </summary>
internal sealed class FailureBehindGateway : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (WrittenCall call in mesh.Calls.Where(call => !call.IsHttp && call.Target.OutlierDetection is not null))
        {
            bool hasOthers = (call.Target.Groups ?? default).SelectMany(group => group.Endpoints).Select(endpoint => endpoint.Address)
                .Distinct(StringComparer.Ordinal).Skip(1).Any();
            WrittenEndpoint? first = hasOthers ? call.Fates.Where(fate => fate.Value.AnswersItself)
                .Select(fate => call.Written(fate.Key.Address)).OfType<WrittenEndpoint>().FirstOrDefault() : null;
            if (first is not null)
            {
                findings.Add(
                    AnalysisDiagnostics.FailureBehindGateway,
                    call.Cluster.PathOf(first.Object, first.Object is ServiceEntry ? "endpoints" : "address"),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Connections of clients in {call.Cluster.Name} for {call.Target.Host}:{call.Target.Port} end at the gateway "
                            + $"behind {first.Address}, which takes them before it knows what is behind it: pods there that refuse or hang "
                            + $"are never left."),
                    "Pass TLS through to the pods (AUTO_PASSTHROUGH or PASSTHROUGH), so that clients see the handshake fail.");
            }
        }
    }
}
