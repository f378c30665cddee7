namespace Mesh.Tests;

/// <summary>Finds the repository from a test's output folder.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "Mesh.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"There is no Mesh.sln above '{folder}'.");
    }
}
