using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>The origin of a guardrail.</summary>
/// <param name="workspace">The workspace that it is for.</param>
/// <param name="part">The part of the guardrails that made it: <c>mutualTls</c>, <c>access</c> or <c>reachability</c>.</param>
/// <param name="facts">What was observed, and where.</param>
/// <param name="path">The full path of the part of the model that it is for; null for the whole workspace.</param>
internal sealed class GuardrailOrigin(GuardedWorkspace workspace, string part, ValueList<string> facts, string? path = null) : Origin
{
    protected override ValueList<string> ModelPaths => [path ?? workspace.Entry.FullPath];

    protected override ValueList<string> SettingLines =>
        workspace.Security.Sources.TryGetValue(part, out string? source) ? [$"security.{part} from {source}"] : [];

    protected override ValueList<string> Facts => facts;
}
