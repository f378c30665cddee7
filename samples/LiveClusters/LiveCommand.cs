using System.CommandLine;
using System.CommandLine.Parsing;
using Bookinfo.Failover;
using Mesh;
using Mesh.Kubernetes.Connections;

namespace LiveClusters;

/// <summary>The command line: without options two clusters in this process, with <c>--contexts</c> running ones.</summary>
internal static class LiveCommand
{
    public static RootCommand Create()
    {
        var kubeconfig = new Option<FileInfo>("--kubeconfig")
        {
            Description = "The kubeconfig file. Without it the one that kubectl would use.",
            HelpName = "FILE",
        };
        kubeconfig.AcceptExistingOnly();
        var contexts = new Option<ClusterContext[]>("--contexts")
        {
            Description = "The clusters' names in the model with their contexts, as in aws=prod-aws,gcp=prod-gcp. "
                + "A context that is called like its cluster is named once.",
            HelpName = "CLUSTER=CONTEXT,…",
            CustomParser = Contexts,
        };
        var folder = new Option<DirectoryInfo>("--model")
        {
            Description = "The folder with the model. Without it the model of Bookinfo.",
            HelpName = "FOLDER",
        };
        folder.AcceptExistingOnly();
        var apply = new Option<bool>("--apply")
        {
            Description = "Writes to the clusters. Without it the plan is shown and nothing is written.",
        };

        var command = new RootCommand(
            "Reads clusters and plans what Mesh would change in them. Without options it does so with two clusters of Bookinfo "
                + "in this process.")
        {
            kubeconfig, contexts, folder, apply,
        };
        command.Validators.Add(result =>
        {
            Option[] live = [kubeconfig, folder, apply];
            if (result.GetResult(contexts) is null && Array.Find(live, option => result.GetResult(option) is not null) is { } given)
            {
                result.AddError($"'{given.Name}' needs --contexts: without it no running cluster is asked.");
            }
        });
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(contexts) is { Length: > 0 } named
            ? LiveAsync(named, parsed.GetValue(kubeconfig)?.FullName, Model(parsed.GetValue(folder)), parsed.GetValue(apply),
                cancellationToken)
            : StoryAsync());
        return command;
    }

    private static async Task<int> LiveAsync(
        ClusterContext[] contexts, string? kubeconfig, MeshModel model, bool apply, CancellationToken cancellationToken)
    {
        ClusterConnection[] connections =
            [.. contexts.Select(context => ClusterConnection.FromKubeconfig(context.Cluster, kubeconfig, context.Context))];
        try
        {
            return await Running.RunAsync(connections, model, apply, cancellationToken);
        }
        finally
        {
            Array.ForEach(connections, connection => connection.Dispose());
        }
    }

    private static async Task<int> StoryAsync()
    {
        await using Doubles doubles = await Doubles.StartAsync(Path.Combine(AppContext.BaseDirectory, "dumps"));
        return await Story.TellAsync(doubles);
    }

    private static MeshModel Model(DirectoryInfo? folder)
    {
        if (folder is null)
        {
            return BookinfoMesh.Model();
        }

        ModelReadResult read = MeshModel.FromFolder(folder.FullName);
        return read.Model ?? throw new InvalidDataException(read.Diagnostics.ToString());
    }

    private static ClusterContext[] Contexts(ArgumentResult argument) => [.. argument.Tokens
        .SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Select(text => text.Split('=', 2) is [var cluster, var context]
            ? new ClusterContext(cluster, context)
            : new ClusterContext(text, text))];
}
