using Mesh.Istio.Access;

namespace Mesh.Istio.Tests.Access;

public class CodeOwnersTests
{
    [Fact]
    public void Each_file_is_of_those_who_may_write_all_of_it()
    {
        string folder = Directory.CreateTempSubdirectory("mesh-owners-").FullName;
        try
        {
            string[] documents = AccessMeshes.Model.ToDocuments().Split("---\n");
            Directory.CreateDirectory(Path.Combine(folder, "my team"));
            foreach (string document in documents)
            {
                bool isGateway = document.Contains("kind: Gateway\n", StringComparison.Ordinal)
                    && document.Contains("workspace: bookinfo", StringComparison.Ordinal);
                bool isBookinfo = document.Contains("bookinfo", StringComparison.Ordinal);
                string file = isGateway ? "my team/gateway.yaml" : isBookinfo ? "my team/workspace.yaml" : "platform.yaml";
                File.AppendAllText(Path.Combine(folder, file), $"---\n{document}");
            }

            Assert.Equal(
                """
                # Who may write all that a file says, by the roles of the model. Made by Mesh.
                * @acme/platform
                /my\ team/gateway.yaml @ed @olga @acme/platform
                /my\ team/workspace.yaml @olga @acme/platform
                /platform.yaml @acme/platform

                """.ReplaceLineEndings("\n"),
                AccessReview.CodeOwners(folder, holder => holder.Split(' ') switch
                {
                    ["group", var name] => $"@acme/{name}",
                    ["user", var name] => $"@{name}",
                    _ => null,
                }));
            Assert.Contains("\n# nobody: /platform.yaml\n", AccessReview.CodeOwners(folder, _ => null), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
