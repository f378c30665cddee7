using k8s.KubeConfigModels;
using Mesh.Kubernetes.Connections;

namespace Mesh.Localities.Tests.Live;

/// <summary>A kubeconfig is read without reflection into what KubernetesClient would read.</summary>
public class KubeconfigParserTests
{
    private const string Full = """
        apiVersion: v1
        kind: Config
        preferences: {}
        current-context: east
        clusters:
        - name: east
          cluster: {server: "https://east.example.com", certificate-authority: ca.crt, certificate-authority-data: YWJj,
            tls-server-name: other, insecure-skip-tls-verify: true}
        contexts:
        - name: east
          context: {cluster: east, user: me, namespace: shop}
        users:
        - name: me
          user: {client-certificate: me.crt, client-certificate-data: YQ==, client-key: /keys/me.key, client-key-data: Yg==, token: "007",
            username: u, password: p}
        - name: plugin
          user:
            exec:
              apiVersion: client.authentication.k8s.io/v1
              command: aws
              args: [eks, get-token]
              env: [{name: AWS_PROFILE, value: x}]
              provideClusterInfo: true
        - name: provider
          user: {auth-provider: {name: oidc, config: {id-token: t}}}
        """;

    [Fact]
    public void Every_field_is_what_KubernetesClient_reads()
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Full));
        K8SConfiguration theirs = k8s.KubernetesClientConfiguration.LoadKubeConfig(stream);

        K8SConfiguration ours = new KubeconfigParser("/home/me/.kube/config").Parse(Full);

        Assert.Equal((theirs.CurrentContext, theirs.ApiVersion, theirs.Kind), (ours.CurrentContext, ours.ApiVersion, ours.Kind));
        Assert.Equal(Words(theirs), Words(ours).Select(word => word.Replace("/home/me/.kube/", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Paths_are_relative_to_the_file()
    {
        K8SConfiguration read = new KubeconfigParser("/home/me/.kube/config").Parse(Full);

        UserCredentials user = read.Users.First().UserCredentials;
        Assert.Equal(("/home/me/.kube/me.crt", "/keys/me.key"), (user.ClientCertificate, user.ClientKey));
        Assert.Equal("/home/me/.kube/ca.crt", read.Clusters.First().ClusterEndpoint.CertificateAuthority);
    }

    [Theory]
    [InlineData("- a")]
    [InlineData("a: 1\n---\nb: 2")]
    [InlineData("a: [")]
    [InlineData("contexts: [{name: [1]}]")]
    [InlineData("users: [{name: a, user: {token: {a: b}}}]")]
    public void What_is_no_kubeconfig_is_refused(string text) =>
        Assert.Throws<InvalidDataException>(() => new KubeconfigParser("/config").Parse(text));

    private static string[] Words(K8SConfiguration config) =>
    [
        .. config.Clusters.Select(item =>
            Line(
                item.Name, item.ClusterEndpoint.Server, item.ClusterEndpoint.CertificateAuthority,
                item.ClusterEndpoint.CertificateAuthorityData,
            item.ClusterEndpoint.TlsServerName, item.ClusterEndpoint.SkipTlsVerify)),
        .. config.Contexts.Select(
            item => Line(item.Name, item.ContextDetails.Cluster, item.ContextDetails.User, item.ContextDetails.Namespace)),
        .. config.Users.Select(item =>
            Line(
                item.Name, item.UserCredentials.ClientCertificate, item.UserCredentials.ClientCertificateData,
                item.UserCredentials.ClientKey,
            item.UserCredentials.ClientKeyData, item.UserCredentials.Token, item.UserCredentials.UserName, item.UserCredentials.Password,
            item.UserCredentials.AuthProvider?.Name, item.UserCredentials.AuthProvider?.Config["id-token"],
            item.UserCredentials.ExternalExecution?.ApiVersion, item.UserCredentials.ExternalExecution?.Command,
                item.UserCredentials.ExternalExecution?.ProvideClusterInfo,
            string.Join(',', item.UserCredentials.ExternalExecution?.Arguments ?? []),
            string.Join(',', item.UserCredentials.ExternalExecution?.EnvironmentVariables?.SelectMany(pairs => pairs.Values) ?? []))),
    ];

    private static string Line(params object?[] values) => string.Join('|', values);
}
