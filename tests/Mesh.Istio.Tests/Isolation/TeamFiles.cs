using Mesh.Istio.Tests.Serialization;

namespace Mesh.Istio.Tests.Isolation;

/// <summary>The model of two teams in a folder, a file each and one of the platform; what the first team writes is up to the
/// test.</summary>
internal sealed class TeamFiles : IDisposable
{
    private const string Marker = "---\n";

    public TeamFiles()
    {
        string[] documents = DocumentsOf("b.example.com");
        Write("platform.yaml", string.Join(Marker, documents.Where(document => !IsOf(document, "a") && !IsOf(document, "b"))));
        WriteA(Honest);
        WriteB("b.example.com");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("mesh").FullName;

    public string Model => Path.Combine(Folder, "model");

    public string Output => Path.Combine(Folder, "out");

    /// <summary>The file of the first team, without faults.</summary>
    public static string Honest { get; } = Of(DocumentsOf("b.example.com"), "a");

    public void WriteA(string text) => Write("a.yaml", text);

    public void WriteA(byte[] text) => File.WriteAllBytes(Path.Combine(Model, "a.yaml"), text);

    public void WriteB(string host) => Write("b.yaml", Of(DocumentsOf(host), "b"));

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Model);
        // A reader sees the old file or the new one.
        string beside = Path.Combine(Folder, name + ".new");
        File.WriteAllText(beside, text);
        File.Move(beside, Path.Combine(Model, name), overwrite: true);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>What a seed makes of the first team's file: one or two faults as they happen, or are made.</summary>
    public static string Worsen(int seed)
    {
        var random = new Random(seed);
        string text = Honest;
        for (int i = random.Next(1, 3); i > 0; i--)
        {
            text = Worsen(text, random);
        }

        return text;
    }

    private static string Worsen(string text, Random random)
    {
        string[] lines = text.Split('\n');
        int at = random.Next(lines.Length), place = random.Next(text.Length + 1);
        string[] junk = ["\t", "{", "]", "\"", ": ", "- ", "&a *a", "!!binary x", "---", "...", "\u0000", "\u2028", "<<: *x", "|",
            "%YAML 9", "#", "null"];
        return random.Next(8) switch
        {
            0 => text[..place],
            1 => text.Insert(place, junk[random.Next(junk.Length)]),
            2 => text.Remove(place, Math.Min(random.Next(40), text.Length - place)),
            3 => string.Join('\n', [.. lines[..at], lines[at], .. lines[at..]]),
            4 => string.Join('\n', lines.Where((_, i) => i != at)),
            5 => string.Join('\n', lines.Select((line, i) => i == at ? " " + line : line)),
            6 => string.Join('\n', lines.Select((line, i) => i == at ? line + junk[random.Next(junk.Length)] : line)),
            _ => string.Join('\n', lines.Select((line, i) => i == at ? junk[random.Next(junk.Length)] + line : line)),
        };
    }

    private static string[] DocumentsOf(string hostOfB) =>
        TwoTeams.Model("a.example.com", hostOfB, "us-east-2").ToDocuments().Split(Marker);

    private static string Of(string[] documents, string team) => string.Join(Marker, documents.Where(document => IsOf(document, team)));

    private static bool IsOf(string document, string team) =>
        document.Contains($"  workspace: {team}\n", StringComparison.Ordinal)
        || (document.Contains("kind: Workspace\n", StringComparison.Ordinal)
            && document.Contains($"  name: {team}\n", StringComparison.Ordinal));
}
