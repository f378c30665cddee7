using Mesh.Documents;
using Mesh.Istio.Admission.Rows;
using Mesh.Istio.Fields;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Admission;

/// <summary>
/// Everything for which an API server with Istio's CRDs (1.30 and 1.31), or the webhook of istiod, refuses an object of the kinds that
/// Mesh reads. What reading refuses already - types, words of enums, fields that exclude each other, missing fields - is not in it.
/// </summary>
/// <remarks>
/// Objects do not hold what an empty list or map says, so that <c>endpoints: []</c> is taken as absent. The rules are rows; whoever looks
/// at an object walks its fields once.
/// </remarks>
internal sealed class AdmissionTable
{
    private const string Metadata = "Metadata";

    private readonly Dictionary<string, AdmissionShape> _shapes = new(StringComparer.Ordinal);

    public AdmissionTable()
    {
        foreach (AdmissionRow row in All.OrderBy(row => row.Refuser))
        {
            AdmissionSlot slot = ShapeOf(row.Message).SlotOf(row.Field);
            if (row.Nested is { } nested)
            {
                slot.Nested = ShapeOf(nested);
            }

            if (row.Check is not null)
            {
                slot.Rows.Add(row);
            }
        }
    }

    /// <summary>The rows.</summary>
    public static IEnumerable<AdmissionRow> All =>
    [
        .. MetadataRows.All, .. CommonRows.All, .. DestinationRuleRows.All, .. TrafficPolicyRows.All, .. LoadBalancerRows.All,
        .. ServiceEntryRows.All, .. WorkloadRows.All, .. GatewayRows.All, .. VirtualServiceRows.All, .. HttpRouteRows.All,
        .. HttpActionRows.All, .. SecurityRows.All, .. AuthorizationRows.All, .. SidecarRows.All,
    ];

    /// <summary>Why an object is refused; several rules that say the same of one field are said once.</summary>
    public IReadOnlyList<Refusal> Check(IstioObject value)
    {
        MappingNode tree = NodeTree.Of(value);
        var spec = tree["spec"] as MappingNode ?? new MappingNode(default, []);
        var walk = new Walk(new AdmissionScope(value.Metadata.Namespace ?? "", spec));
        walk.Visit(_shapes[Metadata], tree["metadata"]!, FieldPath.Root.Field("metadata"));
        if (_shapes.TryGetValue(value.Kind, out AdmissionShape? shape))
        {
            walk.Visit(shape, spec, FieldPath.Root);
        }

        return walk.Found;
    }

    private AdmissionShape ShapeOf(string message)
    {
        if (!_shapes.TryGetValue(message, out AdmissionShape? shape))
        {
            _shapes.Add(message, shape = new AdmissionShape());
        }

        return shape;
    }

    private sealed class Walk(AdmissionScope scope)
    {
        private List<Refusal>? _found;

        public IReadOnlyList<Refusal> Found => _found ?? [];

        public void Visit(AdmissionShape shape, DocumentNode node, FieldPath path)
        {
            Test(shape.Itself, node, path);
            foreach (MappingEntry entry in Nodes.Entries(node))
            {
                if (shape.Fields.TryGetValue(entry.Key, out AdmissionField? field))
                {
                    Visit(field, entry.Value, path.Field(entry.Key));
                }
            }
        }

        private void Visit(AdmissionField field, DocumentNode node, FieldPath path)
        {
            Visit(field.Itself, node, path);
            if (node is SequenceNode list && !field.Items.IsEmpty)
            {
                for (int i = 0; i < list.Items.Count; i++)
                {
                    Visit(field.Items, list.Items[i], path.Item(i));
                }
            }
            else if (node is MappingNode map && !field.Values.IsEmpty)
            {
                foreach (MappingEntry entry in map.Entries)
                {
                    Visit(field.Values, entry.Value, path.Field(entry.Key));
                }
            }
        }

        private void Visit(AdmissionSlot slot, DocumentNode node, FieldPath path)
        {
            Test(slot, node, path);
            if (slot.Nested is { } shape)
            {
                Visit(shape, node, path);
            }
        }

        private void Test(AdmissionSlot slot, DocumentNode node, FieldPath path)
        {
            foreach (AdmissionRow row in slot.Rows)
            {
                if (row.Check!.Problem(node, scope) is not { } problem)
                {
                    continue;
                }

                string field = (row.Check.At.Length == 0 ? path : path.Field(row.Check.At)).ToString();
                Add(new Refusal(row, field, problem));
            }
        }

        // Of two rules for one field the one that always holds is said.
        private void Add(Refusal refusal)
        {
            _found ??= [];
            int index = _found.FindIndex(found => found.Field == refusal.Field);
            if (index < 0)
            {
                _found.Add(refusal);
            }
            else if (refusal.Row.Refuser < _found[index].Row.Refuser)
            {
                _found[index] = refusal;
            }
        }
    }
}
