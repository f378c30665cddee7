using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How an endpoint is picked: by a simple algorithm or by consistent hashing.</summary>
public abstract record LoadBalancerAlgorithm
{
    private protected LoadBalancerAlgorithm()
    {
    }

    internal abstract void Write(FieldWriter fields);

    internal static LoadBalancerAlgorithm? Read(FieldReader fields) => fields.OneOf("simple", "consistentHash") switch
    {
        "simple" => new Simple(fields.Choice("simple", ResourceEnums.SimpleLoadBalancer) ?? default),
        "consistentHash" => new Hashed(fields.RequiredMessage<ConsistentHash>("consistentHash")),
        _ => null,
    };

    /// <summary>An algorithm without settings.</summary>
    /// <param name="Value">The choice.</param>
    public sealed record Simple(SimpleLoadBalancer Value) : LoadBalancerAlgorithm
    {
        internal override void Write(FieldWriter fields) =>
            fields.Choice<SimpleLoadBalancer>("simple"u8, Value, ResourceEnums.SimpleLoadBalancer);
    }

    /// <summary>The same endpoint for requests that are alike, as long as it is there.</summary>
    /// <param name="Value">The settings.</param>
    public sealed record Hashed(ConsistentHash Value) : LoadBalancerAlgorithm
    {
        internal override void Write(FieldWriter fields) => fields.Message("consistentHash"u8, Value);
    }
}
