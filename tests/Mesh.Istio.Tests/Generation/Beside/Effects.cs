using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Access;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation.Beside;

/// <summary>
/// What changes for the workloads of a scene when what is generated comes beside what users have, and the other way round; worked out from
/// what each proxy gets, not from what generation looks at.
/// </summary>
internal static class Effects
{
    private const string Unknown = "any.example.org";

    /// <summary>What users lose, each as the objects that lose it and in words.</summary>
    internal static IEnumerable<(string[] Objects, string What)> OnUsers(BesideScene scene)
    {
        var before = new ObservedMesh(scene.Before, EndpointCompletion.Complete(scene.Inventory));
        var after = new ObservedMesh(scene.After, EndpointCompletion.Complete(scene.Inventory));
        string[] everything = [.. scene.Names];
        foreach ((ForecastClient client, ClientProxy proxy) in Clients(after))
        {
            ProxyConfig old = before.View(BesideScene.Cluster).For(proxy);
            ProxyConfig now = after.View(BesideScene.Cluster).For(proxy);
            foreach (MeshService service in old.Scope.Services)
            {
                foreach ((string[], string) lost in Rules(client.Name, service, old, now).Concat(
                    Routes(client.Name, service, old, now, scene.Before)))
                {
                    yield return lost;
                }

                foreach (string lost in Calls(client, service, new Forecaster(scene.Before, scene.Inventory),
                    new Forecaster(scene.After, scene.Inventory)))
                {
                    yield return (everything, lost);
                }
            }
        }

        foreach ((string[], string) lost in Servers(scene, before, after))
        {
            yield return lost;
        }
    }

    /// <summary>What calls of hosts that are generated lose because of what users have.</summary>
    internal static IEnumerable<string> OnOurs(BesideScene scene)
    {
        var mesh = new ObservedMesh(scene.Alone, EndpointCompletion.Complete(scene.Inventory));
        var alone = new Forecaster(scene.Alone, scene.Inventory);
        var beside = new Forecaster(scene.After, scene.Inventory);
        return from pair in Clients(mesh)
               from entry in scene.Alone[BesideScene.Cluster].OfType<ServiceEntry>()
               from port in entry.Ports
               let host = entry.Hosts[0]
               let old = Answer(alone, pair.Client, host, (int)port.Number)
               let now = Answer(beside, pair.Client, host, (int)port.Number)
               where old != now
               select $"{pair.Client.Name} to {host}: {old}, then {now}";
    }

    private static IEnumerable<(ForecastClient Client, ClientProxy Proxy)> Clients(ObservedMesh mesh) =>
        from client in EveryClient.Of(new AskedMesh(mesh))
        where client.Cluster == BesideScene.Cluster && client.Found is FoundClient.Known
        select (client, ((FoundClient.Known)client.Found).Proxy);

    private static IEnumerable<(string[], string)> Rules(string client, MeshService service, ProxyConfig old, ProxyConfig now)
    {
        if (old.RuleFor(service) is not { } rule)
        {
            yield break;
        }

        ConsolidatedRule? then = now.Scope.FindService(service.Host) is { } same ? now.RuleFor(same) : null;
        if (then is null || (rule.Rule.TrafficPolicy is { } policy && then.Rule.TrafficPolicy != policy)
            || rule.Rule.Subsets.Any(subset => !then.Rule.Subsets.Contains(subset)))
        {
            yield return ([.. rule.From], $"{client} to {service.Host} had {string.Join(", ", rule.From)}");
        }
    }

    private static IEnumerable<(string[], string)> Routes(
        string client, MeshService service, ProxyConfig old, ProxyConfig now, MeshResources users)
    {
        foreach (int port in service.Ports.Select(port => port.Number))
        {
            var call = new ProxyCall { Port = port, Host = service.Host };
            if (old.Route(call).Rule is { } rule && now.Route(call).Rule != rule)
            {
                yield return (
                    [.. users[BesideScene.Cluster].OfType<VirtualService>().Where(routes => routes.Http.Contains(rule)).Select(
                        routes => $"{routes.Metadata.Namespace}/{routes.Metadata.Name}")],
                    $"{client} to {service.Host}:{port} had the route {rule.Name}");
            }
        }
    }

    private static IEnumerable<string> Calls(ForecastClient client, MeshService service, Forecaster before, Forecaster after)
    {
        foreach (int port in service.Ports.Select(port => port.Number))
        {
            (CallVerdict Verdict, string Shares) old = Answer(before, client, service.Host, port);
            (CallVerdict Verdict, string Shares) now = Answer(after, client, service.Host, port);
            if (old != now)
            {
                yield return $"{client.Name} to {service.Host}:{port}: {old}, then {now}";
            }
        }
    }

    private static (CallVerdict Verdict, string Shares) Answer(Forecaster forecaster, ForecastClient client, string host, int port)
    {
        ForecastQuery query = forecaster.ForClient(client.Cluster, client.Workload).To(host, port);
        Forecast now = query.Now();
        return (query.MayCall().Verdict, now.LosesRequests ? "lost" : string.Join(
            ", ",
            now.Shares.GroupBy(share => share.Cluster, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => FormattableString.Invariant($"{Math.Round(group.Sum(share => share.Percent))} % {group.Key}"))));
    }

    private static IEnumerable<(string[], string)> Servers(BesideScene scene, ObservedMesh before, ObservedMesh after)
    {
        foreach (Mesh.Istio.Resources.Gateway gateway in scene.Before[BesideScene.Cluster].OfType<Mesh.Istio.Resources.Gateway>())
        {
            string name = $"{gateway.Metadata.Namespace}/{gateway.Metadata.Name}";
            foreach (ClientProxy pod in Pods(before, gateway))
            {
                foreach ((Server server, string host) in gateway.Servers.SelectMany(
                    server => server.Hosts, (server, host) => (server, host)))
                {
                    ProxyCall call = CallOf(server, host[(host.IndexOf('/', StringComparison.Ordinal) + 1)..]);
                    CallResult old = before.View(BesideScene.Cluster).For(pod).Route(call);
                    CallResult now = after.View(BesideScene.Cluster).For(pod).Route(call);
                    if (old.Error is null && (now.Error, now.Cluster, now.Status) != (null, old.Cluster, old.Status))
                    {
                        yield return (
                            [name],
                            $"{name} answered {host} on {server.Port?.Number}: {old.Cluster}, then {now.Error}{now.Cluster}");
                    }
                }
            }
        }
    }

    private static ProxyCall CallOf(Server server, string host)
    {
        string called = host.StartsWith('*') ? Unknown : host;
        bool isTls = server.Port?.Protocol is "HTTPS" or "TLS";
        return new ProxyCall
        {
            Port = (int)server.Port!.Number,
            Host = called,
            Tls = !isTls ? CallTls.None : server.Tls?.Mode == ServerTlsMode.IstioMutual ? CallTls.Mutual : CallTls.Simple,
            Sni = isTls ? called : "",
        };
    }

    private static IEnumerable<ClientProxy> Pods(ObservedMesh mesh, Mesh.Istio.Resources.Gateway gateway) =>
        mesh.Inventory.Find(BesideScene.Cluster)!.Workloads
            .Where(pod => Mesh.Inventories.LabelMatch.Matches(gateway.Selector, pod.Labels))
            .Select(pod => ClientFinder.Find(
                mesh.Inventory, mesh.Backends, BesideScene.Cluster, $"{pod.Namespace}/{pod.Name}", null).AsGateway())
            .OfType<FoundClient.Known>().Select(found => found.Proxy);
}
