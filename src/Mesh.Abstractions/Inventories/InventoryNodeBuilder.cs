namespace Mesh.Inventories;

/// <summary>Declares a node. Made by <see cref="InventoryClusterBuilder.AddNode"/>.</summary>
public sealed class InventoryNodeBuilder
{
    private readonly string _name;
    private ValueMap<string> _labels;
    private Locality? _locality;
    private ValueList<string> _addresses;

    internal InventoryNodeBuilder(string name) => _name = name;

    /// <summary>Says where the node is: its topology labels follow from it.</summary>
    /// <param name="locality">The place, <c>region/zone/subzone</c>.</param>
    /// <returns>This builder.</returns>
    public InventoryNodeBuilder At(string locality)
    {
        ArgumentNullException.ThrowIfNull(locality);
        _locality = Locality.Parse(locality);
        return this;
    }

    /// <summary>Adds a label.</summary>
    /// <param name="name">The label's name; not one of those that tell a locality.</param>
    /// <param name="value">The label's value.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The label tells a locality: <see cref="At"/> writes it.</exception>
    public InventoryNodeBuilder WithLabel(string name, string value)
    {
        LabelGuard.Check(name, value);
        _labels = _labels.With(name, value);
        return this;
    }

    /// <summary>Gives the node an address, on which node ports are.</summary>
    /// <param name="address">The IP address.</param>
    /// <returns>This builder.</returns>
    public InventoryNodeBuilder WithAddress(string address)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        _addresses = _addresses.Add(address);
        return this;
    }

    internal NodeInfo Build(Locality cluster)
    {
        Locality locality = _locality ?? cluster;
        ValueMap<string> labels = _labels;
        var sources = new List<LocalitySource>();
        foreach ((string label, string part) in new[]
        {
            (LocalityLabel.Region, locality.Region), (LocalityLabel.Zone, locality.Zone), (LocalityLabel.Subzone, locality.Subzone),
        })
        {
            if (part.Length > 0)
            {
                labels = labels.With(label, part);
                sources.Add(new LocalitySource("Node", _name, label, part));
            }
        }

        return new NodeInfo
        {
            Name = _name,
            Labels = labels,
            Addresses = _addresses,
            Locality = new ResolvedLocality(locality, sources.ToValueList()),
        };
    }
}
