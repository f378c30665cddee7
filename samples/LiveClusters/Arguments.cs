using System.Diagnostics.CodeAnalysis;
using Bookinfo.Failover;
using Mesh;

namespace LiveClusters;

/// <summary>What the command line says.</summary>
internal sealed record Arguments
{
    public string? Kubeconfig { get; private init; }

    public IReadOnlyList<(string Cluster, string Context)> Contexts { get; private init; } = [];

    public string? ModelFolder { get; private init; }

    public bool Apply { get; private init; }

    /// <summary>The model in the folder; without one Bookinfo's.</summary>
    public MeshModel Model()
    {
        if (ModelFolder is null)
        {
            return BookinfoMesh.Model();
        }

        ModelReadResult read = MeshModel.FromFolder(ModelFolder);
        return read.Model ?? throw new InvalidDataException(read.Diagnostics.ToString());
    }

    public static bool TryParse(string[] args, [NotNullWhen(true)] out Arguments? arguments, out string problem)
    {
        arguments = new Arguments();
        problem = "";
        for (int i = 0; i < args.Length; i++)
        {
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--apply":
                    arguments = arguments with { Apply = true };
                    continue;
                case "--kubeconfig" when value is not null:
                    arguments = arguments with { Kubeconfig = value };
                    break;
                case "--contexts" when value is not null:
                    arguments = arguments with { Contexts = [.. value.Split(',').Select(Context)] };
                    break;
                case "--model" when value is not null:
                    arguments = arguments with { ModelFolder = value };
                    break;
                default:
                    problem =
                        $"'{args[i]}' is not known or lacks its value. Use --kubeconfig FILE --contexts CLUSTER=CONTEXT,… [--model "
                            + $"FOLDER] [--apply], or nothing.";
                    arguments = null;
                    return false;
            }

            i++;
        }

        if (arguments.Contexts.Count > 0 || arguments is { Kubeconfig: null, ModelFolder: null, Apply: false })
        {
            return true;
        }

        problem = "--contexts is missing: the clusters' names in the model with their contexts, as in aws=prod-aws,gcp=prod-gcp.";
        arguments = null;
        return false;
    }

    // A context that is called like the cluster needs to be named once only.
    private static (string Cluster, string Context) Context(string text) =>
        text.Split('=', 2) is [var cluster, var context] ? (cluster, context) : (text, text);
}
