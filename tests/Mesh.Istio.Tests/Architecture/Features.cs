namespace Mesh.Istio.Tests.Architecture;

/// <summary>
/// The house: every feature, which is a folder right below a package, and the features that it may use. What these may use it may use
/// through them.
/// </summary>
internal static class Features
{
    // What every feature of Mesh.Istio may use: the nouns, where things are, and how traffic spreads. Whoever talks to clusters names
    // Kubernetes.
    private static readonly string[] Common = ["Building", "Annotations", "Serialization", "Documents", "Resolution", "LoadBalancing"];

    public static IReadOnlyDictionary<string, string[]> All { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        // Mesh.Abstractions
        ["Collections"] = [],
        ["Localities"] = [],
        ["Diagnostics"] = ["Collections"],
        ["Model"] = ["Collections", "Localities", "Diagnostics"],
        ["Settings"] = ["Model"],
        ["Inventories"] = ["Model", "Diagnostics"],
        ["Validation"] = ["Settings", "Diagnostics"],
        ["Building"] = ["Validation"],
        ["Annotations"] = ["Inventories", "Validation"],
        ["Serialization"] = ["Validation", "Documents"],

        // Mesh.Locality
        ["Documents"] = ["Diagnostics"],
        ["Resolution"] = ["Inventories"],
        ["LoadBalancing"] = ["Model", "Diagnostics"],
        // Settings: durations are read in one place.
        ["Dumps"] = ["Documents", "Resolution", "Settings"],
        ["Kubernetes"] = ["Dumps"],

        // Mesh.Istio
        ["Fields"] = Common,
        ["Resources"] = ["Fields"],
        ["Manifests"] = ["Resources"],
        ["ModelFiles"] = ["Manifests"],
        ["Generation"] = ["Resources"],
        ["ControlPlane"] = ["Resources"],
        ["Failures"] = ["ControlPlane"],
        ["Forecasting"] = ["Failures"],
        ["Simulation"] = ["Forecasting"],
        ["Capacity"] = ["Simulation"],
        ["Testing"] = ["Forecasting"],
        ["Admission"] = ["Resources"],
        ["Analysis"] = ["Admission", "Forecasting"],
        ["Comparison"] = ["Resources"],
        // What a plan to apply changes, and what load does, is drawn like everything else.
        ["Pictures"] = ["Simulation", "Apply", "Capacity"],
        ["Report"] = ["Pictures", "Analysis"],
        ["Telemetry"] = ["Kubernetes"],
        ["Apply"] = ["Comparison", "Generation", "Manifests", "Telemetry"],
        ["Access"] = ["Apply", "ModelFiles", "Kubernetes"],
        ["Reconciling"] = ["Access", "Apply", "ModelFiles"],
        // A runner is chosen as the replicas of a reconciler are, by the same Lease.
        ["Movement"] = ["Capacity", "Apply", "Reconciling"],
        ["Hosting"] = ["Reconciling"],
    };

    /// <summary>Everything that a feature may use: itself, its row, and what the rows of these allow.</summary>
    public static IReadOnlySet<string> Allowed(string feature)
    {
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([feature]);
        while (open.TryPop(out string? next))
        {
            foreach (string named in allowed.Add(next) ? All.GetValueOrDefault(next) ?? [] : [])
            {
                open.Push(named);
            }
        }

        return allowed;
    }
}
