using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>
/// An object by which API servers enforce who may do what: a role or an admission policy, or the binding of one. Its fields are kept as
/// they are, because nobody but the API server reads them.
/// </summary>
internal sealed record AccessObject : IstioObject
{
    public const string Policy = "ValidatingAdmissionPolicy";
    public const string PolicyBinding = "ValidatingAdmissionPolicyBinding";
    public const string Role = "Role";
    public const string RoleBinding = "RoleBinding";

    /// <summary>The resource of the right to pass every limit of tenancy; no resource of any CRD.</summary>
    public const string BypassResource = "tenancy";

    /// <summary>The verb of that right.</summary>
    public const string BypassVerb = "bypass";

    private readonly string _kind;

    private AccessObject(string kind) => _kind = kind;

    /// <inheritdoc/>
    public override string Kind => _kind;

    /// <inheritdoc/>
    public override string ApiGroup => _kind is Role or RoleBinding ? ApiGroups.Rbac : ApiGroups.Admission;

    /// <summary>The fields beside metadata, in order.</summary>
    public required ValueList<FieldValue.Member> Fields { get; init; }

    public static AccessObject Of(string kind, ObjectMeta metadata, params (string Name, FieldValue? Value)[] fields) => new(kind)
    {
        Metadata = metadata,
        Fields = [.. fields.Where(field => field.Value is not null).Select(field => new FieldValue.Member(field.Name, field.Value!))],
    };

    /// <summary>Reads an object of a kind; the fields of the whole object are given.</summary>
    public static Func<ObjectMeta, FieldReader, IstioObject> Reader(string kind) => (metadata, fields) => new AccessObject(kind)
    {
        Metadata = metadata,
        Fields = [.. fields.Others().Select(entry => new FieldValue.Member(entry.Key, FieldValue.Of(entry.Value)))],
    };

    internal override void WriteSpec(FieldWriter fields)
    {
        foreach (FieldValue.Member field in Fields)
        {
            fields.Key(field.Name);
            field.Value.Write(fields);
        }
    }
}
