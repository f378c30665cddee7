using System.Globalization;
using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Apply;

/// <summary>Random objects of Mesh's kinds; few names, so that things meet.</summary>
internal sealed class ObjectRandom(Random random)
{
    private static readonly string[] Namespaces = ["shop", "cart", ApplyWorld.Home];

    public IstioObject Next(string prefix = "")
    {
        ObjectMeta meta = ApplyWorld.Meta(
            prefix + (char)('a' + random.Next(5)), Namespaces[random.Next(Namespaces.Length)], random.Next(4) == 0 ? "orders" : "bookinfo");
        return Content(random.Next(8), random.Next(5) == 0 ? meta with { Annotations = [new("note", Word())] } : meta);
    }

    /// <summary>The same object with other content; perhaps by chance with the same.</summary>
    public IstioObject Changed(IstioObject value) => Content(Kind(value), value.Metadata);

    private IstioObject Content(int kind, ObjectMeta meta) => kind switch
    {
        0 => new DestinationRule { Metadata = meta, Host = Word(), ExportTo = Words(0) },
        1 => new ServiceEntry { Metadata = meta, Hosts = Words(1), ExportTo = Words(0), Ports = Ports() },
        2 => new WorkloadEntry { Metadata = meta, Address = Word(), Labels = [new("app", Word()), new(Word(), "x")] },
        3 => new Api.Gateway { Metadata = meta, Selector = [new("app", Word()), new(Word(), "y")] },
        4 =>
            new VirtualService
            {
                Metadata = meta,
                Hosts = Words(1),
                ExportTo = Words(0),
                Http = [new Api.HttpRoute { Name = Word(), Timeout = TimeSpan.FromSeconds(random.Next(1, 9)) }],
            },
        5 =>
            new PeerAuthentication
            {
                Metadata = meta,
                Selector = new LabelSelector { MatchLabels = [new("app", Word())] },
                Mtls = new MutualTls { Mode = (MutualTlsMode)random.Next(2) },
            },
        6 => new AuthorizationPolicy { Metadata = meta, Action = (AuthorizationAction)random.Next(2) },
        _ => new Sidecar { Metadata = meta },
    };

    private static int Kind(IstioObject value) => value switch
    {
        DestinationRule => 0,
        ServiceEntry => 1,
        WorkloadEntry => 2,
        Api.Gateway => 3,
        VirtualService => 4,
        PeerAuthentication => 5,
        AuthorizationPolicy => 6,
        _ => 7,
    };

    private string Word() => string.Create(CultureInfo.InvariantCulture, $"w{random.Next(6)}");

    private ValueList<string> Words(int least) =>
        Enumerable.Range(0, random.Next(least, 4)).Select(_ => Word()).Distinct(StringComparer.Ordinal).ToValueList();

    // The list in which every item is owned for itself, in any order.
    private ValueList<ServicePort> Ports() =>
        Enumerable.Range(0, 4)
            .OrderBy(_ => random.Next())
            .Take(random.Next(4))
            .Select(i => new ServicePort { Name = $"p{i}", Number = (uint)random.Next(80, 83) })
            .ToValueList();
}
