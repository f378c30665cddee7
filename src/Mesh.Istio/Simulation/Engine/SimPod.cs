using Mesh.Istio.Failures;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>A pod, or an address that nobody observed and that is taken to work.</summary>
internal sealed class SimPod
{
    public required BackendKey Key { get; init; }

    public required string Address { get; init; }

    public Locality Locality { get; init; }

    /// <summary>The identity in its certificate; empty where nobody knows, so that none is checked.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Whether it takes part in Istio's mutual TLS.</summary>
    public bool SpeaksMutualTls { get; init; } = true;

    /// <summary>The number under which its answers are counted.</summary>
    public required int Index { get; init; }

    /// <summary>Its sidecar; <see langword="null"/> where it has none or nobody knows.</summary>
    public Mesh.Istio.ControlPlane.ClientProxy? Sidecar { get; init; }

    /// <summary>Its proxy, when it is a gateway.</summary>
    public ProxyNode? Gateway { get; set; }

    /// <summary>How it fails as it was observed: one that is never ready takes no connections.</summary>
    public FailureKind? Observed { get; init; }

    /// <summary>How it fails now; <see langword="null"/> when it does not.</summary>
    public FailureKind? Fault { get; set; }

    /// <summary>The answers of its own that it gives, by the beginning of the path.</summary>
    public IReadOnlyList<PodAnswer> Answers { get; set; } = [];

    /// <summary>The code with which it answers a request.</summary>
    public int AnswerTo(SimRequest request, out int grpcStatus)
    {
        foreach (PodAnswer answer in Answers)
        {
            if (answer.IsGrpc == request.IsGrpc && request.Top.Call.Request.Path.StartsWith(answer.Path, StringComparison.Ordinal))
            {
                grpcStatus = answer.IsGrpc ? answer.Status : 0;
                return answer.IsGrpc ? 200 : answer.Status;
            }
        }

        grpcStatus = 0;
        return 200;
    }

    /// <summary>Its workers and who waits for them; <see langword="null"/> where it has no capacity and answers at once.</summary>
    public PodQueue? Queue { get; set; }

    /// <summary>How much later it answers.</summary>
    public long Delay { get; set; }

    /// <summary>Since when nothing has come back from it; the end of time when something does.</summary>
    public long SilentSince { get; set; } = long.MaxValue;

    /// <summary>Whether nothing that is sent to it arrives.</summary>
    public bool Unreachable { get; set; }

    /// <summary>Counts its processes: connections to an earlier one are gone.</summary>
    public int Incarnation { get; set; }

    /// <summary>Requests that arrived while it was frozen and whose callers gave up since.</summary>
    public List<BufferedRequest> Frozen { get; } = [];
}
