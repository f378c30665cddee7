using System.Globalization;
using Mesh.Benchmarks.Applying;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Generation;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Connections;

namespace Mesh.Benchmarks.Generation;

/// <summary>
/// One route, and one gateway's address, change in 100 clusters with 1,000 services: from the model to what differs, and planning that on
/// all clusters that differ. Processor time of this process; the API servers are in another.
/// </summary>
internal sealed class ChangingMeshes : IBenchmark
{
    private const int Clusters = 100;
    private const int Services = 1000;
    private const int Runs = 15;

    // The seventh workspace, its fourth service, and the cluster in which its gateway stands first.
    private const int Workspace = 7;
    private const int Server = 3;

    public string Name => "changing-meshes";

    public IEnumerable<BenchmarkRow> Run()
    {
        (MeshModel model, Inventory inventory) = (LargeMesh.Model(Clusters, Services), LargeMesh.Inventory(Clusters, Services));
        GenerationPlan before = new IstioGenerator().Prepare(model, inventory);
        _ = before.Resources;
        using var clusters = new ClusterProcess(Clusters);
        ClusterConnection[] connections = [.. clusters.Connections()];
        BenchmarkRow[] rows =
        [
            .. Change("a route changes", before, () => (WithRoute(model), inventory), clusters, connections, 5, 30),
            .. Change("a gateway's address changes", before, () => (model, WithAddress(inventory)), clusters, connections, 15, 200),
            BenchmarkRow.Info(
                "all of it anew, without writing", 1000 * Processor.Seconds(3, () => new IstioGenerator().Generate(model, inventory)),
                "ms"),
        ];
        Array.ForEach(connections, connection => connection.Dispose());
        return rows;
    }

    private static IEnumerable<BenchmarkRow> Change(
        string what, GenerationPlan before, Func<(MeshModel Model, Inventory Inventory)> change, ClusterProcess clusters,
        ClusterConnection[] connections, double generate, double plan)
    {
        (MeshModel model, Inventory inventory) = change();
        MeshResources after = before.Resources;
        MeshChanges changes = new();
        double generating = Processor.Seconds(Runs, () =>
        {
            after = new IstioGenerator().Prepare(model, inventory, before).Resources;
            changes = after.ChangesSince(before.Resources);
        });
        clusters.Reset();
        Apply(new Applier(connections), before.Resources, changes);
        var planner = new Planner(connections);
        int planned = 0;
        double planning = Processor.Seconds(
            Runs, () => planned = planner.PlanAsync(after, changes).GetAwaiter().GetResult().Objects.Count(
                entry => entry.Action == PlannedAction.Update));
        string size = string.Create(CultureInfo.InvariantCulture, $"{planned} objects in {changes.Clusters.Count} clusters");
        yield return BenchmarkRow.AtMost($"{what}: from the model to the changes", generating * 1000, "ms", generate);
        yield return BenchmarkRow.AtMost($"{what}: planning {size}", planning * 1000, "ms", plan);
    }

    // What changes as it was before: the rest is not asked for.
    private static void Apply(Applier applier, MeshResources before, MeshChanges changes)
    {
        var resources = new MeshResources
        {
            Clusters = changes.Clusters.Select(cluster =>
            {
                var names = cluster.Changed.Select(value => (value.Kind, value.Metadata.Namespace, value.Metadata.Name)).ToHashSet();
                IstioObject[] objects = [.. before[cluster.Cluster].Where(
                    value => names.Contains((value.Kind, value.Metadata.Namespace, value.Metadata.Name)))];
                IEnumerable<IstioObject> namespaces = objects.Select(value => value.Metadata.Namespace!).Distinct().Select(
                    name => new Namespace { Metadata = new ObjectMeta { Name = name } });
                return new ClusterResources(cluster.Cluster) { Objects = [.. namespaces, .. objects] };
            }).ToValueList(),
        };
        ApplyResult result = applier.ApplyAsync(resources).GetAwaiter().GetResult();
        if (!result.IsComplete)
        {
            throw new InvalidOperationException(result.ToString());
        }
    }

    private static MeshModel WithRoute(MeshModel model)
    {
        Tenant tenant = model.Organization.Tenants[0];
        Workspace workspace = tenant.Workspaces[Workspace];
        WorkspaceGateway gateway = workspace.Gateways[0];
        var server = (HttpServer)gateway.Servers[Server];
        server = server with { Routes = [server.Routes[0] with { Timeout = TimeSpan.FromSeconds(7) }] };
        gateway = gateway with { Servers = With(gateway.Servers, Server, server) };
        return new(model.Organization with
        {
            Tenants = [tenant with { Workspaces = With(tenant.Workspaces, Workspace, workspace with { Gateways = [gateway] }) }],
        });
    }

    private static Inventory WithAddress(Inventory inventory)
    {
        ClusterInventory cluster = inventory.Clusters[Workspace];
        int gateway = cluster.Services.ToList().FindIndex(service => service.Name == "ingress");
        ServiceInfo service = cluster.Services[gateway] with { ExternalAddresses = ["203.0.113.7"] };
        return inventory with
        {
            Clusters = With(inventory.Clusters, Workspace, cluster with { Services = With(cluster.Services, gateway, service) }),
        };
    }

    private static ValueList<T> With<T>(ValueList<T> all, int place, T value) =>
        all.Select((other, i) => i == place ? value : other).ToValueList();
}
