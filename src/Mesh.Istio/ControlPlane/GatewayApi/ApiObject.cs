using Mesh.Documents;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>An object of the Gateway API, ready to be read.</summary>
internal sealed class ApiObject
{
    public ApiObject(GatewayApiObject source)
    {
        Source = source;
        var root = new Field(source.Document?.Root);
        Metadata = root["metadata"];
        Spec = root["spec"];
        Created = TimeText.Parse(Metadata["creationTimestamp"].Text);
    }

    public GatewayApiObject Source { get; }

    public string Kind => Source.Kind;

    public string Namespace => Source.Namespace;

    public string Name => Source.Name;

    public Field Metadata { get; }

    public Field Spec { get; }

    public DateTimeOffset? Created { get; }

    /// <summary>The object as istiod names it on what it makes of it.</summary>
    public string Id => $"{Kind}/{Name}.{Namespace}";
}
