using Mesh.Documents;

namespace Mesh.Dumps;

/// <summary>What of a dump is an object that is read.</summary>
internal static class DumpedKinds
{
    private const string CoreVersion = "v1";

    /// <summary>Whether a document is kubectl's message of a failure; its colon makes a mapping of it.</summary>
    public static bool IsFailure(DocumentNode document)
    {
        string text = document switch
        {
            ScalarNode scalar => scalar.Text,
            MappingNode { Entries: [var only] } => only.Key,
            _ => "",
        };
        return text.StartsWith("Error from server", StringComparison.Ordinal);
    }

    /// <summary>Whether objects of a kind are read; what others are called so is not Istio's.</summary>
    public static bool AreRead(string kind, string apiVersion) => kind switch
    {
        "Node" or "Namespace" or "Pod" or "Service" or "ServiceAccount" or "ConfigMap" or "Secret" => apiVersion == CoreVersion,
        "VirtualService" or "DestinationRule" or "Gateway" => apiVersion.StartsWith("networking.istio.io/", StringComparison.Ordinal),
        "AuthorizationPolicy" => apiVersion.StartsWith("security.istio.io/", StringComparison.Ordinal),
        "HorizontalPodAutoscaler" => apiVersion.StartsWith("autoscaling/", StringComparison.Ordinal),
        "PodDisruptionBudget" => apiVersion.StartsWith("policy/", StringComparison.Ordinal),
        "EndpointSlice" => apiVersion.StartsWith("discovery.k8s.io/", StringComparison.Ordinal),
        _ => false,
    };
}
