#region versions-usings
using Mesh;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class VersionsPage
{
    public static void Run(Transcript transcript)
    {
        #region versions
        foreach (IstioVersion version in new[] { IstioVersion.V1_30, IstioVersion.V1_31 })
        {
            Console.WriteLine($"{version}: pods that are not ready {(version.SendsUnhealthyEndpoints ? "count as unhealthy" : "vanish")}");
        }
        #endregion
        transcript.Output("versions");
    }
}
