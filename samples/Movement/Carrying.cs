using System.Globalization;
using Mesh.ApiServerDouble;
using Mesh.Istio.Apply;
using Mesh.Istio.Movement;
using Mesh.Kubernetes.Connections;

namespace Movement;

/// <summary>Carries a plan out in two clusters that are doubles of the API server.</summary>
internal static class Carrying
{
    public static async Task<MovementRunStatus> OutAsync(MovementPlan plan)
    {
        await using ApiServer aws = await ApiServer.StartAsync(new() { Name = "aws", Resources = IstioKinds.All });
        await using ApiServer gcp = await ApiServer.StartAsync(new() { Name = "gcp", Resources = IstioKinds.All });
        aws.AddNamespace("shop");
        gcp.AddNamespace("shop");
        using ClusterConnection first = Connect(aws);
        using ClusterConnection second = Connect(gcp);
        ClusterConnection[] connections = [first, second];
        await new Applier(connections).ApplyAsync(plan.Before!);
        Seed(gcp, pods: 4);

        // The pods come when they are asked for; a look at metrics would be among the gates, and a person.
        var runner = new MovementRunner(connections, new MovementRunnerOptions
        {
            Outside = (step, _) =>
            {
                Console.WriteLine($"somebody does: {step.Title}");
                Seed(gcp, pods: 4 + step.Pods.Sum(pods => pods.Count));
                return Task.CompletedTask;
            },
            After =
            [
                (context, _) =>
                {
                    Console.WriteLine(FormattableString.Invariant($"done and looked at: {context.Step.Number}. {context.Step.Title}"));
                    return Task.FromResult(GateDecision.Proceed);
                },
                MovementGates.ErrorRate(_ => Task.FromResult(0.0), most: 0.001),
            ],
        });
        return await runner.RunAsync(plan);
    }

    private static ClusterConnection Connect(ApiServer server)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, server.Kubeconfig());
        ClusterConnection connection = ClusterConnection.FromKubeconfig(server.Name, file);
        return connection;
    }

    private static void Seed(ApiServer server, int pods) => server.Seed(string.Join("---\n", Enumerable.Range(1, pods).Select(
        number => string.Create(CultureInfo.InvariantCulture, $$"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: cart-{{number}}
              namespace: shop
              labels: {app: cart}
            spec:
              containers: [{name: cart, image: cart}]
            status:
              phase: Running
              podIP: 10.2.0.{{number}}
              conditions: [{type: Ready, status: "True"}]

            """))));
}
