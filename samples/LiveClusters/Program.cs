using LiveClusters;
using Mesh.Kubernetes.Connections;

// Usage: LiveClusters
//            Two clusters of Bookinfo, each a double of the API server in this process: read, plan, apply, keep.
//        LiveClusters --kubeconfig FILE --contexts aws=CONTEXT,gcp=CONTEXT [--model FOLDER] [--apply]
//            Running clusters: read and plan; nothing is written without --apply.
if (!Arguments.TryParse(args, out Arguments? arguments, out string problem))
{
    Console.Error.WriteLine(problem);
    return 2;
}

if (arguments.Contexts.Count > 0)
{
    ClusterConnection[] connections = [.. arguments.Contexts.Select(
        context => ClusterConnection.FromKubeconfig(context.Cluster, arguments.Kubeconfig, context.Context))];
    try
    {
        return await Running.RunAsync(connections, arguments.Model(), arguments.Apply);
    }
    finally
    {
        Array.ForEach(connections, connection => connection.Dispose());
    }
}

await using Doubles doubles = await Doubles.StartAsync(Path.Combine(AppContext.BaseDirectory, "dumps"));
return await Story.TellAsync(doubles);
