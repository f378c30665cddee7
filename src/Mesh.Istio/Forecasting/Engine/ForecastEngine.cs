using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Access;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>Answers one question: the client's route, then for each of its targets the steady state.</summary>
internal static class ForecastEngine
{
    public static Forecast Run(
        ForecastQuery query, DescribedFailure failure, EndpointTracer tracer, ICollection<AccessStep>? access = null,
        VisitCount? visits = null)
    {
        ForecastClient client = query.Client;
        FailedWorld world = tracer.World;
        var question = new Forecast
        {
            Client = client.Name,
            ClientLocality = (client.Found as FoundClient.Known)?.Proxy.Locality ?? Locality.Empty,
            Host = query.Host,
            Port = query.Port,
            Failures = failure.Descriptions,
        };
        List<Diagnostic> diagnostics = [.. failure.Diagnostics];
        if (client.Found is not FoundClient.Known found)
        {
            diagnostics.Add(((FoundClient.Unknown)client.Found).Problem);
            return Unanswered(question, diagnostics, "the client is unknown");
        }

        if (!failure.Diagnostics.IsEmpty)
        {
            return WithoutFailure(question, failure);
        }

        ClientProxy proxy = found.Proxy;
        if (found.Left(world) is { } left)
        {
            proxy = left;
            question = question with { ClientLocality = left.Locality };
        }
        else
        {
            diagnostics.Add(ClientFails(question.Client));
        }

        NoteClient(found, tracer);
        if (access is null && (visits is null || tracer.Count is not null) && proxy.Type == ProxyType.Sidecar)
        {
            ClientProxy own = ReferenceEquals(proxy, found.Proxy) ? client.Canonical! : client.Mesh.Canonical(proxy);
            ClientProxy caller = client.Mesh.CanonicalFor(own, query.Host, query.Request);
            SharedAnswer shared = Share(new SharedQuestion(caller, query.Host, query.Port, query.Request), tracer);
            visits?.Add(shared.Visits, 1);
            return shared.For(question.Client, proxy.Namespace, question.Failures, diagnostics);
        }

        return Route(question, query.Request, world.View(client.Cluster).Known(proxy), found, tracer, access ?? [], visits, diagnostics);
    }

    /// <summary>The finding that nothing is left of a client.</summary>
    public static Diagnostic ClientFails(string client) => ForecastDiagnostics.ClientFails.At(
        client, "All pods of the client are in what fails.",
        "The forecast is that of a client in the same place that is left; choose another client otherwise.");

    /// <summary>The answer where nobody knows what fails.</summary>
    public static Forecast WithoutFailure(Forecast question, DescribedFailure failure) =>
        Unanswered(question, [.. failure.Diagnostics], "a name in the failure does not exist");

    /// <summary>What becomes of a call, the same for all callers that get the same configuration.</summary>
    public static SharedAnswer Share(SharedQuestion asked, EndpointTracer tracer)
    {
        ProxyConfig view = tracer.Answers.ViewOf(asked.Caller, tracer.World);
        var key = new AnswerKey(view, asked.Host, asked.Port, asked.Request);
        if (tracer.Answers.Find(key) is { } known)
        {
            tracer.Touches.Add(known.Touched);
            return known;
        }

        FailureSet before = tracer.Touches.Begin();
        tracer.Touches.IstiodOf(asked.Caller.Cluster);
        var question = new Forecast
        {
            Client = SharedAnswer.AnyClient,
            ClientLocality = view.Proxy.Locality,
            Host = asked.Host,
            Port = asked.Port,
        };
        VisitCount? visits = tracer.Count?.Fresh();
        Forecast answer = Route(question, asked.Request, view, null, tracer, [], visits, []);
        return tracer.Answers.Keep(
            key, new SharedAnswer(answer with { Diagnostics = DiagnosticList.Empty }, answer.Diagnostics.ToValueList())
            {
                Touched = tracer.Touches.End(before),
                Visits = visits?.ToVisits() ?? default,
            });
    }

    private static void NoteClient(FoundClient.Known client, EndpointTracer tracer)
    {
        tracer.Touches.IstiodOf(client.Proxy.Cluster);
        foreach (Inventories.WorkloadInfo pod in tracer.Touches.AreNoted ? client.Pods : default)
        {
            tracer.Touches.Pod(client.Proxy.Cluster, pod);
        }
    }

    private static Forecast Route(
        Forecast question, Request request, ProxyConfig view, FoundClient.Known? gateway, EndpointTracer tracer,
        ICollection<AccessStep> access, VisitCount? visits, List<Diagnostic> diagnostics)
    {
        (string host, int port) = (question.Host, question.Port);
        bool isGateway = view.Proxy.Type == ProxyType.Router;
        ClientRoute route = AskedRoute.Of(view, host, port, request);
        CallResult routed = route.Result;
        string name = AskedRoute.NameOf(routed);
        question = question with { Route = name, Request = name.Length > 0 || request != new Request() ? request.ToString() : "" };
        ValueList<GatewayApiObject> unread = UnreadRoutes.For(tracer.World.Resources, view.Proxy);
        if (!unread.IsEmpty)
        {
            diagnostics.Add(UnreadRoutes.Finding(question.Client, unread));
        }

        if (routed.Error is { } error)
        {
            // What is missing may be in what was not read.
            if (!unread.IsEmpty && isGateway)
            {
                diagnostics[^1] = diagnostics[^1] with { Severity = DiagnosticSeverity.Error };
                return Unanswered(question, diagnostics, "objects of the Kubernetes Gateway API may route it, and Mesh does not read them");
            }

            diagnostics.Add(ForecastDiagnostics.NotRouted.At(
                question.Client,
                string.Create(CultureInfo.InvariantCulture, $"The request for {host}:{port} ends in the client's proxy: {error}."),
                "Correct the VirtualService that is for the host."));
            return Unanswered(question, diagnostics, error);
        }

        if (!isGateway && route.IsForUnknownHost && !DialledAddresses.IsAddress(host))
        {
            diagnostics.Add(Unknown(question, view, route.Service));
            return Unanswered(question, diagnostics, "the host is unknown to the client's istiod");
        }

        ForecastCall call = CallOf(route, routed, host, port, request, isGateway);
        AccessJudgement? entry = gateway is not null && isGateway ? GatewayClient.Judge(view, gateway, host, port, call, tracer) : null;
        if (entry is not null)
        {
            access.Add(entry.Step);
            if (entry.Fault is not null)
            {
                return Stopped(question, entry.Step, diagnostics);
            }
        }

        string authority = request.Authority ?? HostHeader.Of(host, port, isTls: false);
        return Combine(question, routed, view, Sending, access, visits, diagnostics);

        SteadyState Sending(WeightedTarget target)
        {
            ForecastCall sent = call.Via(target, authority);
            return new SteadyState(tracer, view, entry?.Forward(sent, tracer.World.IdentitiesMatter) ?? sent, 0);
        }
    }

    private static ForecastCall CallOf(ClientRoute route, CallResult routed, string host, int port, Request request, bool isGateway) =>
        new(isGateway ? OutsideCall.HostOf(routed, host) : route.Service?.Host ?? host, route.IsHttp)
        {
            Request = request,
            Dialled = isGateway ? "" : host,
            Port = port,
            ApplicationTls = route.Port?.Protocol is PortProtocol.Tls or PortProtocol.Https,
        };

    private static Forecast Combine(
        Forecast question, CallResult routed, ProxyConfig view, Func<WeightedTarget, SteadyState> states, ICollection<AccessStep> access,
        VisitCount? visits, List<Diagnostic> diagnostics)
    {
        var shares = new List<ForecastShare>();
        var losses = new List<ForecastLoss>();
        var order = new List<ForecastStep>();
        var reasons = new List<string>();
        List<Assumption> assumptions = [.. access.SelectMany(EndpointFate.Assumed), .. Omissions.Of(question.Client, routed)];
        double sum = routed.Targets.Sum(target => (double)Math.Max(0, target.Weight));
        double aborted = OwnAnswer.AbortedPercent(routed);
        losses.AddRange(OwnAnswer.Losses(routed));
        foreach (WeightedTarget target in routed.Targets)
        {
            double percent = (100 - aborted) * (sum > 0 ? Math.Max(0, target.Weight) / sum : 1.0 / routed.Targets.Count);
            ClusterOutcome outcome = states(target).Of(target.Cluster);
            visits?.Add(routed, outcome, percent / 100);
            shares.AddRange(outcome.Shares.Select(share => share with { Percent = share.Percent * percent }));
            losses.AddRange(outcome.Losses.Select(loss => loss with { Percent = loss.Percent * percent }));
            order.AddRange(outcome.Order);
            reasons.AddRange(outcome.Reasons);
            assumptions.AddRange(outcome.Assumptions);
            foreach (AccessStep step in outcome.Access)
            {
                access.Add(step);
            }

            diagnostics.AddRange(FindingsOf(question, target.Cluster, outcome));
        }

        foreach (MirrorTarget copy in visits is null ? default : routed.Mirrors)
        {
            visits!.Add(routed, states(new WeightedTarget(copy.Cluster, 1)).Of(copy.Cluster), copy.Percent / 100);
        }

        if (routed.Targets.IsEmpty && losses.Count == 0)
        {
            shares.Add(new ForecastShare(view.Proxy.Cluster, question.ClientLocality, "", 0, 0, 100));
        }

        Assumption[] assumed = [.. assumptions.Distinct().OrderBy(assumption => assumption.Path, StringComparer.Ordinal)];
        diagnostics.AddRange(AccessFindings.Of(access));
        diagnostics.AddRange(assumed.Select(assumption => assumption.Finding));
        return question with
        {
            Assumptions = assumed.Select(assumption => assumption.ToString()!).ToValueList(),
            Shares = shares.Where(share => share.Percent > 0)
                .OrderByDescending(share => share.Percent).ThenBy(share => share.Cluster, StringComparer.Ordinal)
                .ThenBy(share => share.Address, StringComparer.Ordinal).ToValueList(),
            Losses = losses.Where(loss => loss.Percent > 0).OrderByDescending(loss => loss.Percent)
                .ThenBy(loss => loss.Reason, StringComparer.Ordinal).ToValueList(),
            Order = order.ToValueList(),
            Reasons = reasons.Distinct().ToValueList(),
            Diagnostics = new DiagnosticList(diagnostics),
        };
    }

    private static Forecast Stopped(Forecast question, AccessStep gateway, List<Diagnostic> diagnostics) => question with
    {
        Losses = [new ForecastLoss(ForecastLossKind.Denied, 100, gateway.ToString())],
        Diagnostics = new DiagnosticList([.. diagnostics, .. AccessFindings.Of([gateway])]),
    };

    private static IEnumerable<Diagnostic> FindingsOf(Forecast question, string cluster, ClusterOutcome outcome)
    {
        if (outcome.NotBalanced)
        {
            yield return ForecastDiagnostics.NotBalanced.At(
                question.Client, $"{cluster} uses the address that the client dials.",
                "Use a service with a cluster IP, or a ServiceEntry with resolution STATIC, to have failover.");
        }

        if (!outcome.Exists)
        {
            yield return ForecastDiagnostics.NotRouted.At(
                question.Client, $"The route leads to '{cluster}', which the client's proxy does not have.",
                "Correct destination.host, port or subset of the VirtualService.");
        }
    }

    private static Diagnostic Unknown(Forecast question, ProxyConfig view, MeshService? service) => ForecastDiagnostics.HostUnknown.At(
        question.Client,
        service is null
            ? $"No Service or ServiceEntry of host '{question.Host}' is visible to the client in namespace '{view.Proxy.Namespace}'."
            : $"{service.Source} has no port {question.Port.ToString(CultureInfo.InvariantCulture)}; it has {string.Join(
                ", ", service.Ports.Select(port => port.Number))}.",
        "Correct host and port, or check exportTo and the Sidecar of the client.");

    private static Forecast Unanswered(Forecast question, List<Diagnostic> diagnostics, string reason) => question with
    {
        Losses = [new ForecastLoss(ForecastLossKind.NoRoute, 100, reason)],
        Diagnostics = new DiagnosticList(diagnostics),
    };
}
