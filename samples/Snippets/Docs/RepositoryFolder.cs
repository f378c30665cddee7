namespace Snippets.Docs;

/// <summary>Finds the repository from the program's folder.</summary>
internal static class RepositoryFolder
{
    public static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Mesh.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("Run this inside the repository: it compares the pages with what happens.");
    }
}
