using CsCheck;

namespace Mesh.Tests;

/// <summary>
/// Random models. <see cref="Valid"/> ones have no finding at all; <see cref="Any"/> ones are well-formed in type only, with awkward texts
/// everywhere.
/// </summary>
public static class ModelGen
{
    /// <summary>
    /// Models without errors and warnings: several tenants, workspaces, gateways and all kinds of servers. The first number shrinks.
    /// </summary>
    public static Gen<MeshModel> Valid { get; } =
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, int.MaxValue])
            .Select((size, seed) => new ModelRandom(new Random(seed), size, isValid: true).Model());

    /// <summary>Models whose texts, numbers and durations are anything, such as only code can put together.</summary>
    public static Gen<MeshModel> Any { get; } =
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, int.MaxValue])
            .Select((size, seed) => new ModelRandom(new Random(seed), size, isValid: false).Model());
}
