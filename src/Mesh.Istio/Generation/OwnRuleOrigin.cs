using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>The origin of a gateway's own rule.</summary>
internal sealed class OwnRuleOrigin(OwnRule rule) : Origin
{
    protected override ValueList<string> ModelPaths => [rule.Gateway.Entry.FullPath];

    protected override ValueList<string> Facts => rule.Facts;
}
