namespace Mesh.Istio.Resources;

/// <summary>
/// Where a generated object comes from. It leaves the emitter together with the object, so that nothing has to be found again to explain
/// it.
/// </summary>
/// <remarks>Holds what the facts are read from and not the facts: most objects are never explained.</remarks>
internal abstract class Origin
{
    /// <summary>The parts of the model that made the object, as full paths.</summary>
    protected abstract ValueList<string> ModelPaths { get; }

    /// <summary>The settings that made it; null for an object that no setting changes.</summary>
    protected virtual EffectiveSettings? Settings => null;

    /// <summary>The settings as explanations show them.</summary>
    protected virtual ValueList<string> SettingLines => Settings is null
        ? []
        : ((IEnumerable<KeyValuePair<string, string>>)Settings.Sources).Select(source => $"{source.Key} from {source.Value}").ToValueList();

    /// <summary>What was observed or declared, and where.</summary>
    protected virtual ValueList<string> Facts => [];

    public Explanation Explain(string cluster, IstioObject value) => new()
    {
        Cluster = cluster,
        Object = value.ToString(),
        ModelPaths = ModelPaths,
        Settings = SettingLines,
        Facts = Facts,
        Fields = FieldReasons.Of(value, Settings),
    };
}
