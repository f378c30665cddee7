using Microsoft.Extensions.Options;

namespace Mesh.Istio.Hosting;

/// <summary>Refuses options with everything that is wrong at once, after all steps that configure them.</summary>
internal sealed class MeshOptionsValidator : IValidateOptions<MeshOptions>
{
    public ValidateOptionsResult Validate(string? name, MeshOptions options)
    {
        string[] problems = [.. options.Problems()];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
