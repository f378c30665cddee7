using k8s.KubeConfigModels;
using Mesh.Documents;
using KubeCluster = k8s.KubeConfigModels.Cluster;

namespace Mesh.Kubernetes.Connections;

/// <summary>
/// Reads a kubeconfig into KubernetesClient's model. That package reads YAML by reflection, which natively compiled programs do not have;
/// the fields are those of client-go's <c>clientcmd/api/v1</c> as far as the package looks at them. Paths in the file become absolute:
/// they are relative to the file.
/// </summary>
internal sealed class KubeconfigParser(string file)
{
    /// <summary>The longest file that is read: a thousand clusters with their certificates are 6 MB.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <exception cref="InvalidDataException">The text is no kubeconfig.</exception>
    public K8SConfiguration Parse(string text)
    {
        DocumentSet documents = DocumentReader.Read(System.Text.Encoding.UTF8.GetBytes(text));
        if (documents.Errors.Count > 0)
        {
            throw new InvalidDataException($"Line {documents.Errors[0].Position.Line}: {documents.Errors[0].Message}");
        }

        return documents.Documents switch
        {
            [MappingNode root] => Read(root),
            _ => throw new InvalidDataException("It is not one mapping."),
        };
    }

    private K8SConfiguration Read(MappingNode root) => new()
    {
        FileName = file,
        ApiVersion = Text(root, "apiVersion"),
        Kind = Text(root, "kind"),
        CurrentContext = Text(root, "current-context"),
        Clusters = [.. Items(root, "clusters").Select(
            item => new KubeCluster { Name = Name(item), ClusterEndpoint = ReadCluster(Map(item, "cluster")) })],
        Contexts = [.. Items(root, "contexts").Select(
            item => new Context { Name = Name(item), ContextDetails = ReadContext(Map(item, "context")) })],
        Users = [.. Items(root, "users").Select(item => new User { Name = Name(item), UserCredentials = ReadUser(Map(item, "user")) })],
    };

    private ClusterEndpoint? ReadCluster(MappingNode? node) => node is null ? null : new()
    {
        Server = Text(node, "server"),
        CertificateAuthority = FileOf(node, "certificate-authority"),
        CertificateAuthorityData = Text(node, "certificate-authority-data"),
        TlsServerName = Text(node, "tls-server-name"),
        SkipTlsVerify = Flag(node, "insecure-skip-tls-verify"),
    };

    private static ContextDetails? ReadContext(MappingNode? node) => node is null ? null : new()
    {
        Cluster = Text(node, "cluster"),
        User = Text(node, "user"),
        Namespace = Text(node, "namespace"),
    };

    private UserCredentials? ReadUser(MappingNode? node) => node is null ? null : new()
    {
        ClientCertificate = FileOf(node, "client-certificate"),
        ClientCertificateData = Text(node, "client-certificate-data"),
        ClientKey = FileOf(node, "client-key"),
        ClientKeyData = Text(node, "client-key-data"),
        Token = TokenOf(node),
        UserName = Text(node, "username"),
        Password = Text(node, "password"),
        Impersonate = Text(node, "as"),
        ImpersonateGroups = Texts(node, "as-groups"),
        AuthProvider = Map(node, "auth-provider") is { } provider
            ? new AuthProvider { Name = Name(provider), Config = TextMap(Map(provider, "config")) } : null,
        ExternalExecution = Map(node, "exec") is { } exec ? ReadExec(exec) : null,
    };

    // client-go: a file is read before a token that stands beside it.
    private string? TokenOf(MappingNode node) =>
        FileOf(node, "tokenFile") is { } file ? File.ReadAllText(file).Trim() : Text(node, "token");

    private ExternalExecution ReadExec(MappingNode node) => new()
    {
        ApiVersion = Text(node, "apiVersion"),
        // A name alone is looked for on the PATH.
        Command = Text(node, "command") is { } command && command.Contains('/', StringComparison.Ordinal) ? Absolute(command)
            : Text(node, "command"),
        Arguments = [.. Texts(node, "args")],
        EnvironmentVariables = [.. Items(node, "env").Select(TextMap)],
        InstallHint = Text(node, "installHint"),
        ProvideClusterInfo = Flag(node, "provideClusterInfo"),
    };

    private string? FileOf(MappingNode node, string name) => Text(node, name) is { Length: > 0 } path ? Absolute(path) : null;

    private string Absolute(string path) => Path.GetFullPath(path, Path.GetDirectoryName(file) ?? "/");

    private static IEnumerable<MappingNode> Items(MappingNode node, string name) =>
        node[name] is SequenceNode list ? list.Items.OfType<MappingNode>() : [];

    private static MappingNode? Map(MappingNode node, string name) => node[name] as MappingNode;

    private static string Name(MappingNode node) => Text(node, "name") ?? "";

    private static string? Text(MappingNode node, string name) => node[name] switch
    {
        null or ScalarNode { Kind: ScalarKind.Null } => null,
        ScalarNode scalar => scalar.Text,
        var other => throw new InvalidDataException($"Line {other.Position.Line}: '{name}' is {other.KindName} and should be a text."),
    };

    private static bool Flag(MappingNode node, string name) =>
        node[name] is ScalarNode { Kind: ScalarKind.Boolean, Text: "true" or "True" or "TRUE" };

    private static string[] Texts(MappingNode node, string name) =>
        node[name] is SequenceNode list ? [.. list.Items.OfType<ScalarNode>().Select(item => item.Text)] : [];

    private static Dictionary<string, string> TextMap(MappingNode? node) =>
        node is null ? []
            : node.Entries.Where(entry => entry.Value is ScalarNode).ToDictionary(
                entry => entry.Key, entry => ((ScalarNode)entry.Value).Text, StringComparer.Ordinal);
}
