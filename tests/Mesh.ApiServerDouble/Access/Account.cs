namespace Mesh.ApiServerDouble;

/// <summary>A user that a bearer token stands for; the token is the name unless <see cref="Token"/> says otherwise.</summary>
/// <param name="Name">The user's name.</param>
public sealed record Account(string Name)
{
    private static readonly string[] Istio =
        ["networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io"];

    /// <summary>The group whose members may do everything.</summary>
    public const string Masters = "system:masters";

    /// <summary>The bearer token; the name by default.</summary>
    public string Token { get; init; } = Name;

    /// <summary>The user's uid in a self review; <c>u-</c> and the name by default.</summary>
    public string Uid { get; init; } = "u-" + Name;

    /// <summary>Groups beside <c>system:authenticated</c>; none by default.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>What the account may do; nothing by default.</summary>
    public IReadOnlyList<AccessRule> Rules { get; init; } = [];

    /// <summary>
    /// <c>admin</c> (everything), <c>platform</c> (all verbs on Istio's groups), <c>viewer</c> (get, list, watch), <c>patch-only</c> (get
    /// and patch, not create), <c>team-bookinfo</c> (virtual services and destination rules of the namespace bookinfo) and <c>nobody</c>.
    /// </summary>
    public static IReadOnlyList<Account> Usual { get; } =
    [
        new("admin") { Groups = [Masters] },
        new("platform") { Rules = [new(["*"], Istio, ["*"])] },
        new("viewer") { Rules = [new(["get", "list", "watch"], ["*"], ["*"])] },
        new("patch-only") { Rules = [new(["get", "patch"], Istio, ["*"])] },
        new("team-bookinfo")
        {
            Uid = "u-team",
            Groups = ["team-bookinfo"],
            Rules =
            [
                new(["get", "list", "watch", "create", "patch", "delete"], ["networking.istio.io"], ["virtualservices", "destinationrules"])
                {
                    Namespace = "bookinfo",
                    Reason = "RBAC: allowed by RoleBinding \"team/bookinfo\" of Role \"team\" to Group \"team-bookinfo\"",
                },
            ],
        },
        new("nobody"),
    ];

    internal static Account Anonymous { get; } = new("system:anonymous") { Uid = "" };

    internal bool IsMaster => Groups.Contains(Masters);

    internal AccessRule? Find(string verb, string group, string resource, string? @namespace, string name) =>
        Rules.FirstOrDefault(rule => rule.Allows(verb, group, resource, @namespace, name));
}
