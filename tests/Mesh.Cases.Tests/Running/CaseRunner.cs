using Mesh.Cases.Tests.Checks;
using Mesh.Cases.Tests.Expectations;
using Mesh.Cases.Tests.Product;

namespace Mesh.Cases.Tests.Running;

/// <summary>Runs every check of a case.</summary>
internal static class CaseRunner
{
    public static CaseReport Run(string folder)
    {
        string text = File.ReadAllText(Path.Combine(folder, CaseFolders.ExpectFileName));
        var file = ExpectFile.Parse(text, CaseManifests.ClustersOf(folder));
        return new CaseReport
        {
            Name = Path.GetFileName(folder),
            Errors = file.Errors,
            Failures = Failures(folder, file),
            Checks = file.Checks.Count,
        };
    }

    private static string[] Failures(string folder, ExpectFile file)
    {
        CaseMesh mesh;
        try
        {
            mesh = new CaseMesh(folder, file.RemoteSecrets);
        }
        catch (Exception e)
        {
            return [.. file.Checks.Select(entry => Failure(entry.Line, Threw("reading", e)))];
        }

        return [.. file.Checks
            .Select(entry => (entry.Line, Problem: Problem(entry.Check, mesh)))
            .Where(entry => entry.Problem is not null)
            .Select(entry => Failure(entry.Line, entry.Problem!))];
    }

    // Nothing that is in a file may make Mesh throw; where it does, the other checks are run all the same.
    private static string? Problem(ICaseCheck check, CaseMesh mesh)
    {
        try
        {
            return check.Problem(mesh);
        }
        catch (NotSupportedException e)
        {
            return e.Message;
        }
        catch (Exception e)
        {
            return Threw("the check", e);
        }
    }

    private static string Threw(string what, Exception e) => $"{what} threw {e.GetType().Name}: {e.Message}";

    private static string Failure(ExpectLine line, string problem) =>
        $"{line}\n  {problem.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)}";
}
