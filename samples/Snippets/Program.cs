using Snippets.Api;
using Snippets.Docs;
using Snippets.Pages;

// Runs every snippet of README.md and docs/ and compares what they print with what the pages show. `--update` writes both into the pages
// instead. `--api [FOLDER]` writes the API reference, into docs/api unless a folder is named.
string root = RepositoryFolder.Find();
if (args is ["--api", ..])
{
    string target = args.Length > 1 ? args[1] : Path.Combine(root, "docs", "api");
    Console.WriteLine($"{ApiReference.Write(root, target)} types written to {target}.");
    return 0;
}

IReadOnlyList<MarkdownPage> pages = MarkdownPage.ReadAll(root);
var transcript = new Transcript(pages);
var pictures = new PagePictures();
string shown = Path.Combine(root, "docs", "pictures");
TextWriter console = Console.Out;
string folder = Directory.CreateTempSubdirectory("mesh-snippets-").FullName;
try
{
    CopyDumps(Path.Combine(AppContext.BaseDirectory, "dumps"), Path.Combine(folder, "dumps"));
    Directory.SetCurrentDirectory(folder);
    Console.SetOut(transcript.Printed);
    ReadmePage.Run(transcript);
    GettingStartedPage.Run(transcript);
    ModelPage.Run(transcript);
    LocalitiesPage.Run(transcript);
    InventoryPage.Run(transcript);
    LiveInventoryPage.Run(transcript);
    ResourcesPage.Run(transcript);
    GenerationPage.Run(transcript);
    EastWestPage.Run(transcript);
    GuardrailsPage.Run(transcript);
    EdgePage.Run(transcript);
    AccessPage.Run(transcript);
    AccessEnforcementPage.Run(transcript);
    AnalysisPage.Run(transcript);
    ForecastPage.Run(transcript);
    SimulationPage.Run(transcript);
    PicturesPage.Run(transcript);
    SurvivalPage.Run(transcript);
    ReportPage.Run(transcript);
    CapacityPage.Run(transcript);
    MovementPage.Run(transcript);
    VersionsPage.Run(transcript);
    AdoptingPage.Run(transcript);
    OperatingPage.Run(transcript);
    HostingPage.Run(transcript);
    AnnotationsPage.Run(transcript);
    await ApiServerDoublePage.RunAsync(transcript);
    TestingPage.Run(transcript);
    RemoteSecretsPage.Run(transcript);
}
finally
{
    Console.SetOut(console);
    Directory.SetCurrentDirectory(root);
    pictures.Take(folder);
    Directory.Delete(folder, recursive: true);
}

if (args is ["--update"])
{
    transcript.Update(SnippetRegions.Read(root));
    pictures.Update(pages, shown);
    Console.WriteLine("Wrote the pages; read the diff before you commit it.");
    return 0;
}

transcript.Compare();
string[] problems = [.. transcript.Problems, .. pictures.Compare(pages, shown)];
foreach (string problem in problems)
{
    Console.WriteLine(problem);
}

Console.WriteLine($"{transcript.Count} outputs compared with {pages.Count} pages, {problems.Length} differences.");
return problems.Length == 0 ? 0 : 1;

static void CopyDumps(string from, string to)
{
    Directory.CreateDirectory(to);
    foreach (string file in Directory.GetFiles(from))
    {
        File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    foreach (string child in Directory.GetDirectories(from))
    {
        CopyDumps(child, Path.Combine(to, Path.GetFileName(child)));
    }
}
