namespace Mesh.Istio.Apply;

/// <summary>A field whose live value stays, because somebody changed it who may.</summary>
/// <param name="Path">The field in the object as it is to be: <c>spec.servers[0].tls.credentialName</c>.</param>
/// <param name="Live">The value in the cluster as JSON; <see langword="null"/> where it is not there.</param>
/// <param name="Desired">The value by the model as JSON; <see langword="null"/> where the model has none.</param>
public sealed record AdoptedField(string Path, string? Live, string? Desired)
{
    /// <summary>
    /// The field by the names of the elements that it is in, which stays the same when others come before them:
    /// <c>spec.servers[https-web].tls.credentialName</c>.
    /// </summary>
    public required string Identity { get; init; }

    /// <summary>The change that the model needs to say the same.</summary>
    public required string Help { get; init; }

    /// <summary>The field with both values.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => $"{Path} stays {Live ?? "absent"}; by the model it is {Desired ?? "absent"}";
}
