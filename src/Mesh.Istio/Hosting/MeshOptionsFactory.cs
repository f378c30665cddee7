using Microsoft.Extensions.Options;

namespace Mesh.Istio.Hosting;

/// <summary>Makes the options by all steps in their order, and refuses them with everything that is wrong at once.</summary>
internal sealed class MeshOptionsFactory(IEnumerable<MeshOptionsChange> changes, IEnumerable<IValidateOptions<MeshOptions>> validators) : IOptionsFactory<MeshOptions>
{
    public MeshOptions Create(string name)
    {
        var problems = new List<string>();
        var options = new MeshOptions();
        foreach (MeshOptionsChange change in changes)
        {
            options = change.Apply(options, problems);
        }

        problems.AddRange(options.Problems());
        problems.AddRange(validators.Select(validator => validator.Validate(name, options)).Where(result => result.Failed).SelectMany(result => result.Failures ?? []));
        return problems.Count == 0 ? options : throw new OptionsValidationException(name, typeof(MeshOptions), problems);
    }
}
