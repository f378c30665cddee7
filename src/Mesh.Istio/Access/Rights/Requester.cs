namespace Mesh.Istio.Access.Rights;

/// <summary>Somebody who asks an API server for something, as the server knows it: a name and groups.</summary>
internal sealed record Requester
{
    /// <summary>The group whose members may do everything, whatever the roles say.</summary>
    public const string Masters = "system:masters";

    private const string AccountPrefix = "system:serviceaccount:";

    /// <summary>A requester.</summary>
    /// <param name="name">The name; that of a service account begins with <c>system:serviceaccount:</c>.</param>
    /// <param name="groups">The groups that the authenticator gave; those that every account has are added.</param>
    public Requester(string name, ValueList<string> groups)
    {
        Name = name;
        Groups = [.. groups.Concat(Implied(name)).Distinct(StringComparer.Ordinal)];
    }

    public string Name { get; }

    public ValueList<string> Groups { get; }

    public static string NameOf(string @namespace, string account) => $"{AccountPrefix}{@namespace}:{account}";

    private static IEnumerable<string> Implied(string name) =>
        name == "system:anonymous" ? ["system:unauthenticated"]
        : !name.StartsWith(AccountPrefix, StringComparison.Ordinal) ? ["system:authenticated"]
        : [
            "system:authenticated", "system:serviceaccounts",
            $"system:serviceaccounts:{name[AccountPrefix.Length..].Split(':')[0]}"];
}
