using System.Reflection;
using System.Text.RegularExpressions;
using Mesh.Istio.Reconciling;
using Mesh.Tests;
using Microsoft.Extensions.Logging;

namespace Mesh.Istio.Tests.Reconciling;

public partial class ReconcilerLogTests
{
    [Fact]
    public void The_page_lists_every_event_with_its_level()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "hosting.md"));
        string[] listed = [.. Row().Matches(page).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}")];
        LoggerMessageAttribute[] events = [.. typeof(ReconcilerLog)
            .GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()];

        Assert.NotEmpty(events);
        Assert.Equal(events.OrderBy(one => one.EventId).Select(one => $"{one.EventId} {one.Level}"), listed);
    }

    [GeneratedRegex(@"^\| (\d+) \| (Debug|Information|Warning|Error) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
