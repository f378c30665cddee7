using Mesh.Tests;

namespace Mesh.Cases.Tests.Running;

/// <summary>Finds the cases: in this project, or in the folders that MESH_CASES names in its place.</summary>
internal static class CaseFolders
{
    public const string Variable = "MESH_CASES";

    /// <summary>The file that makes a folder a case.</summary>
    public const string ExpectFileName = "expect.txt";

    /// <summary>The project's folder.</summary>
    public static string Project { get; } = Path.Combine(RepositoryRoot.Path, "tests", "Mesh.Cases.Tests");

    /// <summary>The cases of this project.</summary>
    public static string Default { get; } = Path.Combine(Project, "Cases");

    /// <summary>The folders of the cases that are asked for.</summary>
    /// <param name="variable">
    /// The value of MESH_CASES: folders separated by <c>:</c>, each of cases or one case, as seen from the repository's root.
    /// </param>
    /// <exception cref="DirectoryNotFoundException">A folder is missing or holds no case: nothing would have been proved.</exception>
    public static IReadOnlyList<string> Find(string? variable) =>
        [.. (string.IsNullOrEmpty(variable) ? [Default] : variable.Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Select(folder => Path.GetFullPath(folder, RepositoryRoot.Path))
            .SelectMany(CasesOf)];

    private static string[] CasesOf(string folder)
    {
        string[] cases = !Directory.Exists(folder) ? []
            : IsCase(folder) ? [Path.TrimEndingDirectorySeparator(folder)]
            : [.. Directory.GetDirectories(folder).Where(IsCase).Order(StringComparer.Ordinal)];
        return cases.Length > 0
            ? cases
            : throw new DirectoryNotFoundException($"'{folder}' holds no case, that is, no folder with {ExpectFileName}.");
    }

    private static bool IsCase(string folder) => File.Exists(Path.Combine(folder, ExpectFileName));
}
