using System.Globalization;
using Mesh.ApiServerDouble.Access;
using Mesh.ApiServerDouble.Admission;
using Mesh.ApiServerDouble.Resources;
using Mesh.ApiServerDouble.Storage;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>What one server is made of.</summary>
internal sealed class ServerState(ApiServerOptions options)
{
    public ApiServerOptions Options { get; } = options;

    public Store Store { get; } = new(options.Name);

    public Catalog Catalog { get; } = new(BuiltIns.Types.Concat(options.Resources.Types));

    public Defaults Defaults { get; } = new();

    public StoredRoles Roles => field ??= new StoredRoles(this);

    public StoredPolicies Policies => field ??= new StoredPolicies(this);

    public TimeProvider Time => Options.TimeProvider;

    public string Now => Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
