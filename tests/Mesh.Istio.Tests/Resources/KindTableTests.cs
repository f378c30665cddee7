using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Resources;

public class KindTableTests
{
    public static TheoryData<string, string> Versions =>
        new(KindTable.All.SelectMany(kind => kind.Versions.Select(version => (kind.Kind, version))));

    [Fact]
    public void Every_kind_has_one_row_with_its_name_and_group() =>
        Assert.Equal(
            typeof(IstioObject).Assembly
                .GetTypes()
                .Where(type => type.BaseType == typeof(IstioObject))
                .SelectMany(type => type == typeof(AccessObject)
                    ? [AccessObject.Role, AccessObject.RoleBinding, AccessObject.Policy, AccessObject.PolicyBinding]
                    : (string[])[type.Name])
                .Order(StringComparer.Ordinal),
            KindTable.All.Select(kind => kind.Kind).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_kind_is_read_in_each_of_its_versions(string name, string version)
    {
        ResourceKind kind = KindTable.Find(name)!;
        string manifest =
            $"apiVersion: {(kind.Group.Length == 0 ? version : $"{kind.Group}/{version}")}\nkind: {name}\nmetadata:\n  name: one\n"
            + (kind.IsWhole ? "  labels:\n    app.kubernetes.io/managed-by: mesh\n" : "");

        ManifestSet set = ManifestReader.Read(manifest, "file");

        Assert.DoesNotContain(
            set.Diagnostics,
            finding => finding.Code == ManifestDiagnostics.OtherKind.Code || finding.Code == ManifestDiagnostics.UnknownVersion.Code);
        Assert.All(set.Objects, read => Assert.Equal((name, kind.Group), (read.Kind, read.ApiGroup)));
    }

    [Fact]
    public void A_version_that_a_kind_does_not_have_is_refused() =>
        Assert.Equal(
            ManifestDiagnostics.UnknownVersion.Code,
            Assert.Single(ManifestReader.Read(
                "apiVersion: security.istio.io/v1alpha3\nkind: PeerAuthentication\nmetadata:\n  name: one\n", "file").Diagnostics).Code);
}
