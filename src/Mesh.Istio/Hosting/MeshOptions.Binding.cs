using System.ComponentModel;
using Microsoft.Extensions.Configuration;

namespace Mesh.Istio.Hosting;

// services.Configure<MeshOptions>(section) binds properties by their names. Each of these takes one section and reads it as
// AddMesh(section) does: immutable values cannot be bound, and what does not fit is said with its path instead of being passed over.
public sealed partial record MeshOptions
{
    /// <summary>The section <c>Clusters</c>, for the binding of configurations only.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [ConfigurationKeyName("Clusters")]
    public IConfigurationSection? ClustersSection
    {
        get => null;
        set => Read(value, ConfigurationReader.Clusters);
    }

    /// <summary>The section <c>Names</c>, for the binding of configurations only.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [ConfigurationKeyName("Names")]
    public IConfigurationSection? NamesSection
    {
        get => null;
        set => Read(value, ConfigurationReader.Names);
    }

    /// <summary>The section <c>Connection</c>, for the binding of configurations only.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [ConfigurationKeyName("Connection")]
    public IConfigurationSection? ConnectionSection
    {
        get => null;
        set => Read(value, ConfigurationReader.Connection);
    }

    /// <summary>The section <c>Inventory</c>, for the binding of configurations only.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [ConfigurationKeyName("Inventory")]
    public IConfigurationSection? InventorySection
    {
        get => null;
        set => Read(value, ConfigurationReader.Inventory);
    }

    /// <summary>The section <c>Generator</c>, for the binding of configurations only.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [ConfigurationKeyName("Generator")]
    public IConfigurationSection? GeneratorSection
    {
        get => null;
        set => Read(value, ConfigurationReader.Generator);
    }

    /// <summary>The section <c>Apply</c>, for the binding of configurations only.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [ConfigurationKeyName("Apply")]
    public IConfigurationSection? ApplySection
    {
        get => null;
        set => Read(value, ConfigurationReader.Apply);
    }

    /// <summary>The section <c>Reconciler</c>, for the binding of configurations only.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [ConfigurationKeyName("Reconciler")]
    public IConfigurationSection? ReconcilerSection
    {
        get => null;
        set => Read(value, ConfigurationReader.Reconciler);
    }

    /// <summary>The value <c>UnhealthyAfter</c>, for the binding of configurations only.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [ConfigurationKeyName("UnhealthyAfter")]
    public IConfigurationSection? UnhealthyAfterSection
    {
        get => null;
        set => Read(value, (reader, options) => options.UnhealthyAfter = reader.Duration("", options.UnhealthyAfter));
    }

    // A section that is not there sets nothing.
    private void Read(IConfigurationSection? section, Action<SectionReader, MeshOptions> read)
    {
        if (section is null || !section.Exists())
        {
            return;
        }

        var problems = new List<string>();
        var reader = new SectionReader(section, problems);
        read(reader, this);
        reader.End();
        AddUnreadable(problems);
    }
}
