using System.Text;
using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Istio.Access.Importing;

namespace Mesh.Istio.Access;

/// <summary>
/// Reads who may do what from documents of Tetrate Service Bridge (<c>rbac.tsb.tetrate.io/v2</c>: <c>Role</c>, <c>AccessBindings</c> and
/// those of a level) into a model, and says what it could not take.
/// </summary>
public static class AccessImport
{
    /// <summary>Adds the roles and bindings of documents to a model. Documents of other kinds are passed over.</summary>
    /// <param name="model">The model; it has the tenants, workspaces and gateways that bindings name.</param>
    /// <param name="yaml">The documents.</param>
    /// <param name="limits">What the text may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
    /// <returns>The model with them, not validated yet, and every thing that was not taken or means something else here (MC027). No model
    /// when the text is no YAML.</returns>
    public static ModelReadResult Read(MeshModel model, string yaml, ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(yaml);
        DocumentSet set = DocumentReader.Read(Encoding.UTF8.GetBytes(yaml), limits);
        if (set.Errors.Count > 0)
        {
            return new ModelReadResult(null, new DiagnosticList(set.Errors.Select(ModelYaml.FromError)));
        }

        var found = new List<Diagnostic>();
        MappingNode[] documents = [.. set.Documents.OfType<MappingNode>()];
        ReferenceRoles roles = ReferenceRoles.Read(documents, found);
        var bindings = new ReferenceBindings(model, roles, found);
        foreach (MappingNode document in documents)
        {
            bindings.Read(document);
        }

        return new ModelReadResult(bindings.ToModel(), new DiagnosticList(found));
    }
}
