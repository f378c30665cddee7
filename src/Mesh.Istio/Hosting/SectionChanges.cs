using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Mesh.Istio.Hosting;

/// <summary>Lets <see cref="IOptionsMonitor{TOptions}"/> follow the section that the options come from.</summary>
internal sealed class SectionChanges(IConfigurationSection section) : IOptionsChangeTokenSource<MeshOptions>
{
    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => section.GetReloadToken();
}
