#region capacity-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Capacity;
using Mesh.Istio.Failures;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class CapacityPage
{
    public static void Run(Transcript transcript)
    {
        #region capacity-model
        MeshModel model = new MeshBuilder("tetrate")
            .AddCluster("aws")
            .AddCluster("gcp")
            .AddTenant("dev", t => t
                .AddWorkspace("bookinfo", w => w
                    .WithNamespaces("*/bookinfo-backend")
                    .WithCapacity("bookinfo-backend/productpage", requestsPerSecond: 100, concurrency: 8)
                    .WithCapacity("bookinfo-backend/details", requestsPerSecond: 60)
                    .WithCapacity("bookinfo-backend/ingress-bookinfo", requestsPerSecond: 1000)
                    .AddGateway("ingress-bookinfo", g => g
                        .InNamespace("bookinfo-backend").WithWorkload("app", "ingress-bookinfo")
                        .AddHttpServer("bookinfo", "demo-1-bookinfo.cx.tetrate.info", s => s.RouteTo("productpage", 9080))
                        .AddHttpServer("details", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))))
            .Build();
        #endregion
        Inventory inventory = Inventory.FromDumps("dumps");
        MeshResources resources = new IstioGenerator().Generate(model, inventory);

        #region capacity-demand
        Demand demand = Demand.Of(d => d
            .FromOutside("aws", "bookinfo-backend/ingress-bookinfo", "demo-1-bookinfo.cx.tetrate.info", 80, 60, elsewhere: ["gcp"])
            .FromOutside("gcp", "bookinfo-backend/ingress-bookinfo", "demo-1-bookinfo.cx.tetrate.info", 80, 30, elsewhere: ["aws"])
            .Calls("bookinfo-backend/productpage", "details.cx.tetrate.info", 80, callsPerRequest: 0.5));
        #endregion

        #region capacity-load
        var loads = new LoadForecaster(resources, inventory, demand, CapacityTable.Of(model));

        Console.WriteLine(loads.Now());
        Console.WriteLine(loads.When(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details")));
        #endregion
        transcript.Output("capacity-load");

        #region capacity-table
        Console.WriteLine(loads.Table(failures => failures.AddEvery(FailureScopes.Clusters)));
        #endregion
        transcript.Output("capacity-table");

        #region capacity-proof
        Console.WriteLine(loads.SurvivesAny(1, headroom: 0.2, FailureScopes.Clusters));
        #endregion
        transcript.Output("capacity-proof");

        #region capacity-shortfall
        Demand holidays = demand.Times(3);
        var then = new LoadForecaster(resources, inventory, holidays, CapacityTable.Of(model));
        Shortfall shortfall = then.Shortfall(1, headroom: 0.2, FailureScopes.Clusters);

        Console.WriteLine(shortfall);
        Console.WriteLine(then.With(shortfall.ApplyTo(inventory)).SurvivesAny(1, headroom: 0.2, FailureScopes.Clusters));
        #endregion
        transcript.Output("capacity-shortfall");

        #region capacity-sensitivity
        Console.WriteLine(loads.Sensitivity(1, FailureScopes.Clusters));
        #endregion
        transcript.Output("capacity-sensitivity");

        #region capacity-metrics
        string answer = """
            {"status":"success","data":{"resultType":"vector","result":[
              {"metric":{"reporter":"source","source_cluster":"aws","source_workload":"productpage",
                "source_workload_namespace":"bookinfo-backend","destination_workload":"details",
                "destination_workload_namespace":"bookinfo-backend","destination_service":"details.cx.tetrate.info"},
               "value":[1767225600,"60"]}]}}
            """;
        Demand measured = Demand.FromPrometheus(answer);

        Console.WriteLine($"{measured.Flows[0].Workload} sends {measured.RequestsPerSecond} requests/s ({measured.Flows[0].Source})");
        #endregion
        transcript.Output("capacity-metrics");
    }
}
