using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Report;
using Spectre.Console;

namespace Checking;

/// <summary>What is shown: progress for people, tables for everybody. What others wrote is only text.</summary>
internal sealed class Screen(IAnsiConsole console)
{
    private const int MostRows = 25;

    public void Say(string text) => console.WriteLine(Safe(text));

    public T Wait<T>(string what, Func<T> work) =>
        console.Profile.Capabilities.Interactive ? console.Status().Start(what, _ => work()) : work();

    public Task<T> WaitAsync<T>(string what, Func<Task<T>> work) =>
        console.Profile.Capabilities.Interactive ? console.Status().StartAsync(what, _ => work()) : work();

    public T Progress<T>(string what, Func<IProgress<ForecastProgress>?, T> work)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return work(null);
        }

        return console.Progress().Start(context =>
        {
            ProgressTask task = context.AddTask(what);
            return work(new Listener(task));
        });
    }

    public void Show(MeshReport report)
    {
        console.WriteLine();
        console.Write(new Text(Safe(report.ToString()), new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        Failures(report);
        Findings(report.Findings);
        if (report.Difference is { } difference)
        {
            console.WriteLine();
            Say($"Since {difference.Before}:");
            foreach (string line in difference.ToString().Split('\n').Take(MostRows))
            {
                Say($"  {line}");
            }
        }
    }

    private void Failures(MeshReport report)
    {
        var rows = report.Failures
            .Select((failure, column) => (failure.Name, Lossy: report.Rows.Count(row => report.OutcomeOf(row, column).LosesRequests)))
            .Where(row => row.Lossy > 0)
            .OrderByDescending(row => row.Lossy)
            .ToList();
        if (rows.Count == 0)
        {
            return;
        }

        Table table = TableOf("when", "calls that lose requests");
        foreach ((string name, int lossy) in rows.Take(MostRows))
        {
            table.AddRow(Cell(name), Cell(string.Create(CultureInfo.InvariantCulture, $"{lossy} of {report.Rows.Count}")));
        }

        console.Write(table);
        More(rows.Count);
    }

    private void Findings(DiagnosticList findings)
    {
        Diagnostic[] shown = [.. findings.Where(finding => finding.Severity != DiagnosticSeverity.Info)
            .OrderByDescending(finding => finding.Severity)];
        foreach (Diagnostic finding in shown.Take(MostRows))
        {
            bool isError = finding.Severity == DiagnosticSeverity.Error;
            console.Write(new Text(isError ? "error" : "warning", new Style(isError ? Color.Red : Color.Yellow)));
            Say($" {finding.Code} {finding.Path}");
            Say($"  {finding.Message}");
            Say($"  {finding.Help}");
        }

        More(shown.Length);
        int notes = findings.Count - shown.Length;
        if (notes > 0)
        {
            Say(string.Create(CultureInfo.InvariantCulture, $"{notes} {(notes == 1 ? "note is" : "notes are")} in the report."));
        }
    }

    private void More(int all)
    {
        if (all > MostRows)
        {
            Say(string.Create(CultureInfo.InvariantCulture, $"and {all - MostRows} more, in the report"));
        }
    }

    private static Table TableOf(params string[] columns)
    {
        Table table = new Table().RoundedBorder();
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))));
        }

        return table;
    }

    private static Text Cell(string text) => new(Safe(text));

    // An escape sequence in a name must not reach the terminal.
    private static string Safe(string text) => string.Concat(text.Select(c => char.IsControl(c) && c != '\n' ? '\uFFFD' : c));

    private sealed class Listener(ProgressTask task) : IProgress<ForecastProgress>
    {
        public void Report(ForecastProgress value)
        {
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = Math.Max(task.Value, value.Done);
        }
    }
}
