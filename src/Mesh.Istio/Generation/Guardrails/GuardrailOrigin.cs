using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>The origin of a guardrail in one namespace.</summary>
/// <param name="workspace">The workspace that owns the namespace.</param>
/// <param name="part">The part of the guardrails that made it: <c>mutualTls</c>, <c>access</c> or <c>reachability</c>.</param>
/// <param name="namespaceName">The namespace.</param>
/// <param name="cluster">The cluster.</param>
internal sealed class GuardrailOrigin(GuardedWorkspace workspace, string part, string namespaceName, string cluster) : Origin
{
    protected override ValueList<string> ModelPaths => [workspace.Entry.FullPath];

    protected override ValueList<string> SettingLines =>
        workspace.Security.Sources.TryGetValue(part, out string? source) ? [$"security.{part} from {source}"] : [];

    protected override ValueList<string> Facts => [$"namespace {namespaceName} of cluster {cluster} belongs to {workspace.ShortPath}"];
}
