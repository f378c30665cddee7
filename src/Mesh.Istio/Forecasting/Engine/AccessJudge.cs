using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.ControlPlane.Tls;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Access;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>Asks gateways and sidecars what they make of a call. For one thread.</summary>
internal sealed class AccessJudge(FailedWorld world)
{
    private const string TlsModeLabel = "security.istio.io/tlsMode";

    private readonly Dictionary<(string Cluster, string Namespace, string Name, ProxyType Type), AccessControl> _controls = [];

    /// <summary>The identity of a proxy's certificate.</summary>
    public string IdentityOf(ProxyConfig view) => new SpiffeIdentity(
        world.Inventory.Find(view.Proxy.Cluster)?.TrustDomain ?? view.Index.Settings.TrustDomain, view.Proxy.Namespace,
        view.Proxy.ServiceAccount).ToString();

    /// <summary>Whether a pod has a proxy that takes its calls.</summary>
    public static bool HasProxy(WorkloadInfo pod) =>
        pod.InMesh || (pod.Labels.TryGetValue(TlsModeLabel, out string? mode) && mode == "istio");

    /// <summary>What a pod makes of a call; a pod without proxy takes plain text and asks nobody.</summary>
    public AccessJudgement OfPod(ClusterInventory cluster, WorkloadInfo pod, int port, ForecastCall call)
    {
        string place = $"pod {pod.Namespace}/{pod.Name}";
        if (HasProxy(pod))
        {
            return Of(cluster, pod, ProxyType.Sidecar, place, port, call);
        }

        string? problem = call.Sent.Kind == SentTlsKind.PlainText ? null : TlsExchange.ProblemAtPlainServer(call.Sent);
        return new AccessJudgement(
            Step(place, cluster.Name, false, problem is null ? CallVerdict.Allowed : CallVerdict.Refused, problem ?? "there is no proxy"));
    }

    /// <summary>What a gateway makes of a call.</summary>
    public AccessJudgement OfGateway(ClusterInventory cluster, WorkloadInfo pod, int port, ForecastCall call) =>
        Of(cluster, pod, ProxyType.Router, $"gateway {pod.Namespace}/{pod.Name}", port, call);

    private AccessJudgement Of(ClusterInventory cluster, WorkloadInfo pod, ProxyType type, string place, int port, ForecastCall call)
    {
        AccessControl control = ControlOf(cluster, pod, type);
        InboundCall arrived = call.ArrivesAt(port);
        AccessDecision decision = control.Decide(arrived);
        bool isGateway = type == ProxyType.Router;
        if (decision.Verdict == AccessVerdict.BadRequest && !call.Http)
        {
            // What the bytes are that a TCP client sends, nobody knows.
            return new AccessJudgement(Step(place, cluster.Name, isGateway, CallVerdict.Allowed, "no policy decides about the bytes"));
        }

        string? problem = decision.Verdict == AccessVerdict.Refused ? decision.Reason
            : ExpiryProblem(call, decision, control, cluster.Name, port) is { } expired ? expired
            : call.Carried ? null
            : CertificateProblem(call, decision, control);
        AccessStep step = problem is not null ? Step(place, cluster.Name, isGateway, CallVerdict.Refused, problem)
            : StepOf(place, cluster.Name, isGateway, decision);
        return new AccessJudgement(step) { Call = arrived, Decision = decision, Control = control };
    }

    // Callers from outside check the gateway's certificate, and so does a proxy that is told whom to trust.
    private string? ExpiryProblem(ForecastCall call, AccessDecision decision, AccessControl control, string cluster, int port) =>
        !world.Expired.Any || call.Sent.Kind == SentTlsKind.PlainText || decision.Chain is not { PassesTls: false } ? null
        : call.Sent.HasIstioProtocols ? world.Expired.Between(call.Sender, cluster)
        : control.IsGateway && (call.Sender.Length == 0 || call.Sent.Trusts.Length > 0)
            ? world.Expired.Of(control.View, port, call.Sent.Sni.Length > 0 ? call.Sent.Sni : call.Authority, call.Sent.HasIstioProtocols)
        : null;

    // The certificate of a gateway's server with a credential of its own was not observed; it is taken to be right.
    private static string? CertificateProblem(ForecastCall call, AccessDecision decision, AccessControl control) =>
        call.Sent.Kind == SentTlsKind.PlainText || decision.Chain is not { PassesTls: false } chain
            || (control.IsGateway && chain.Tls != CallTls.Mutual)
            ? null
            : new ServerCertificate([control.Identity], IsOfMesh: true).Problem(call.Sent, call.Http ? call.Authority : "");

    private static AccessStep StepOf(string place, string cluster, bool isGateway, AccessDecision decision)
    {
        (CallVerdict verdict, string reason) = decision.Verdict switch
        {
            AccessVerdict.Denied when decision.IsUnmatched => (CallVerdict.Denied, "no ALLOW rule matches"),
            AccessVerdict.Denied => (CallVerdict.Denied, $"{decision.By} denies it"),
            AccessVerdict.Unauthenticated => (CallVerdict.Denied, $"401, {decision.Reason}"),
            AccessVerdict.BadRequest => (CallVerdict.Denied, $"400, {decision.Reason}"),
            AccessVerdict.Depends => (
                CallVerdict.Unknown, $"it depends on {string.Join(", ", decision.Unsure.Select(rule => rule.Place).Distinct())}"),
            _ when !decision.Asked.IsEmpty => (CallVerdict.Unknown, $"{string.Join(", ", decision.Asked)} is asked"),
            _ => (CallVerdict.Allowed, decision.By.Length > 0 ? $"{decision.By} allows it" : "no policy decides"),
        };
        return Step(place, cluster, isGateway, verdict, reason) with
        {
            Rule = decision.By,
            Assumptions = verdict != CallVerdict.Unknown ? default :
            [
                .. decision.Asked.Select(name => $"the authorizer {name} says yes at {place} in {cluster}"),
                .. decision.Unsure
                    .Select(rule => $"{rule.Place} lets it pass at {place} in {cluster}: {Words(rule.Asks)} not known").Distinct(),
            ],
        };
    }

    private static string Words(UnknownFacts facts) => (facts & UnknownFacts.Identity) != 0 ? "the caller's identity is"
        : (facts & UnknownFacts.Token) != 0 ? "the claims of its token are"
        : "the caller's address is";

    private static AccessStep Step(string place, string cluster, bool isGateway, CallVerdict verdict, string reason) => new()
    {
        Place = place,
        Cluster = cluster,
        IsGateway = isGateway,
        Verdict = verdict,
        Reason = reason,
    };

    private AccessControl ControlOf(ClusterInventory cluster, WorkloadInfo pod, ProxyType type)
    {
        var key = (cluster.Name, pod.Namespace, pod.Name, type);
        if (!_controls.TryGetValue(key, out AccessControl? control))
        {
            ProxyConfig view = world.View(cluster.Name).Known(ClientFinder.ProxyOf(cluster, [pod], type, null));
            _controls.Add(key, control = view.Access(IdentityOf(view), pod.Address.Length > 0 ? pod.Address : null));
        }

        return control;
    }
}
