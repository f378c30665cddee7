using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Generation.Ownership;

/// <summary>
/// Says of findings about objects of a namespace whose they are: the workspaces that own or share it. What is nobody's holds nobody.
/// </summary>
internal static class FactOwners
{
    /// <summary>The findings of an inventory; each that is about a namespace names workspaces, or is no error.</summary>
    public static DiagnosticList Resolve(DiagnosticList findings, MeshModel model)
    {
        if (findings.All(finding => finding.Concerns.IsEmpty))
        {
            return findings;
        }

        var walk = new ModelWalk(model);
        var known = new Dictionary<string, ValueList<string>>(StringComparer.Ordinal);
        return new DiagnosticList(findings.Select(finding => finding.Concerns.IsEmpty ? finding : Resolve(finding, walk, known)));
    }

    /// <summary>Whether a finding says that something is missing of what decides what is desired.</summary>
    public static bool IsMissing(Diagnostic finding) =>
        // A kind that may not be read is a warning where a person reads the inventory; where absence leads to deletion it is missing like
        // any other.
        finding.Severity == DiagnosticSeverity.Error || finding.Code == InventoryDiagnostics.KindForbidden.Code;

    private static Diagnostic Resolve(Diagnostic finding, ModelWalk walk, Dictionary<string, ValueList<string>> known)
    {
        var owners = new List<string>();
        foreach (string place in finding.Concerns)
        {
            if (!known.TryGetValue(place, out ValueList<string> found))
            {
                string[] parts = place.Split('/', 2);
                found = walk.Workspaces
                    .Where(entry => entry.Workspace.Namespaces.Concat(entry.Workspace.SharedNamespaces).Any(
                        selector => parts.Length == 2 && selector.Matches(parts[0], parts[1])))
                    .Select(entry => entry.Path)
                    .ToValueList();
                known.Add(place, found);
            }

            owners.AddRange(found);
        }

        bool isNobodys = owners.Count == 0;
        return finding with
        {
            Concerns = owners.Distinct(StringComparer.Ordinal).ToValueList(),
            Severity = isNobodys && finding.Severity == DiagnosticSeverity.Error ? DiagnosticSeverity.Warning : finding.Severity,
        };
    }
}
