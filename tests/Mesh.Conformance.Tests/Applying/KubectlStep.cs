using System.Text.Json.Nodes;
using Mesh.Recordings;
using Mesh.Istio.Apply;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Conformance.Tests.Applying;

/// <summary>A recorded step: a call of kubectl with what it read and sent, or a single request.</summary>
internal sealed record KubectlStep(string Id)
{
    /// <summary>The arguments of kubectl; empty for a single request.</summary>
    public IReadOnlyList<string> Arguments { get; private init; } = [];

    public int ExitCode { get; private init; }

    /// <summary>What kubectl read from its standard input.</summary>
    public ValueList<IstioObject> Objects { get; private init; }

    /// <summary>The requests, without those that ask what the server serves.</summary>
    public IReadOnlyList<RecordedExchange> Exchanges { get; private init; } = [];

    /// <summary>The set that kubectl was told to apply to; <see langword="null"/>: none.</summary>
    public ApplySetParent? Parent { get; private init; }

    /// <summary>Whether kubectl applied to a set and succeeded.</summary>
    public bool Applies =>
        Arguments is ["apply", ..]
            && Parent is not null
            && ExitCode == 0
            && !Arguments.Any(argument => argument.StartsWith("--dry-run", StringComparison.Ordinal));

    public static IReadOnlyList<KubectlStep> All() => [.. ApiServerRecordings.Steps().Select(Read)];

    public static KubectlStep Of(string id)
    {
        KubectlStep? found = All().FirstOrDefault(step => step.Id == id);
        Assert.SkipWhen(found is null && !Truth.IsPacked, $"The folders of MESH_TRUTH do not have the step '{id}'.");
        return found ?? throw new InvalidOperationException($"There is no step '{id}'.");
    }

    private static KubectlStep Read(JsonObject step)
    {
        string[] arguments = [.. (step["command"] as JsonArray ?? []).Skip(1).Select(word => word!.GetValue<string>())];
        IEnumerable<JsonObject> exchanges = step["request"] is null
            ? (step["requests"] as JsonArray ?? []).Select(one => one!.AsObject())
            : [step];
        return new KubectlStep(step["id"]!.GetValue<string>())
        {
            Arguments = arguments,
            ExitCode = step["exitCode"]?.GetValue<int>() ?? 0,
            Objects = ManifestReader.Read(step["stdin"]?.GetValue<string>() ?? "").Objects,
            Exchanges =
            [
                .. exchanges
                    .Select(one => new RecordedExchange(one["request"]!.AsObject(), one["response"]!.AsObject()))
                    .Where(one =>
                        !one.Path.StartsWith("/openapi/", StringComparison.Ordinal)
                            && !one.Path.Contains("?timeout=", StringComparison.Ordinal)
                        && !(one.Method == "GET" && one.Path.StartsWith("/apis/apiextensions.k8s.io/", StringComparison.Ordinal))),
            ],
            Parent = ParentOf(arguments),
        };
    }

    // --applyset=[RESOURCE/]NAME; a Secret where no resource is named.
    private static ApplySetParent? ParentOf(string[] arguments)
    {
        if (Array.Find(arguments, argument => argument.StartsWith("--applyset=", StringComparison.Ordinal)) is not { } flag)
        {
            return null;
        }

        string[] parts = flag["--applyset=".Length..].Split('/');
        int at = Array.IndexOf(arguments, "-n");
        string home = at < 0 ? "default" : arguments[at + 1];
        return parts switch
        {
            [var name] => ApplySetParent.Secret(home, name),
            ["configmaps", var name] => ApplySetParent.ConfigMap(home, name),
            [_, var name] => ApplySetParent.Custom("example.com", "v1", "MeshSet", "meshsets", name),
            _ => throw new InvalidOperationException(flag),
        };
    }
}
