using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Labels and annotations for generated objects, on the levels that take them: organization, tenant, workspace, gateway.</summary>
/// <typeparam name="TBuilder">The builder itself.</typeparam>
public abstract class MetadataBuilder<TBuilder> : SettingsBuilder<TBuilder>
    where TBuilder : MetadataBuilder<TBuilder>
{
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _annotations = new(StringComparer.Ordinal);

    private protected MetadataBuilder(string path, List<Diagnostic> problems)
        : base(path, problems)
    {
    }

    private protected ValueMap<string> Labels => _labels.ToValueMap();

    private protected ValueMap<string> Annotations => _annotations.ToValueMap();

    /// <summary>Adds a label to every object generated for this level and below; the same key set nearer wins.</summary>
    /// <param name="key">The key; keys of Mesh (<c>multicluster.mesh/</c>) and <c>app.kubernetes.io/managed-by</c> are reserved.</param>
    /// <param name="value">The value: at most 63 letters, digits, dashes, underscores and dots.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithLabel(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return Do(() => _labels[key] = value);
    }

    /// <summary>Adds an annotation to every object generated for this level and below; the same key set nearer wins.</summary>
    /// <param name="key">The key; keys of Mesh (<c>multicluster.mesh/</c>) and <c>internal.istio.io/</c> are reserved.</param>
    /// <param name="value">The value: any text.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithAnnotation(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return Do(() => _annotations[key] = value);
    }
}
