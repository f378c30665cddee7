using System.Text.Json;
using Deque.AxeCore.Commons;
using PuppeteerSharp;

namespace Mesh.Browser.Tests;

/// <summary>A page with everything that it complained of and asked for.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly string _file;
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];

    private OpenPage(IPage page, string file)
    {
        (Page, _file) = (page, file);
        page.Console += (_, told) => _complaints.Add($"{told.Message.Type}: {told.Message.Text}");
        page.PageError += (_, error) => _complaints.Add($"{error.Message}");
        page.Request += (_, request) => _requests.Add(request.Request.Url);
    }

    public IPage Page { get; }

    /// <summary>What stands in the console.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Everything that was asked for beside the page itself.</summary>
    public IEnumerable<string> Requests => _requests.Skip(1);

    internal static async Task<OpenPage> OpenAsync(IBrowser browser, string html, int width, bool dark)
    {
        string file = Path.GetTempFileName() + ".html";
        await File.WriteAllTextAsync(file, html);
        var open = new OpenPage(await browser.NewPageAsync(), file);
        await open.Page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
        await open.Page.EmulateMediaFeaturesAsync(
            [new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = dark ? "dark" : "light" }]);
        await open.Page.GoToAsync($"file://{file}", WaitUntilNavigation.Load);
        return open;
    }

    /// <summary>The serious and critical violations that axe finds, a line each.</summary>
    public async Task<string[]> ViolationsAsync()
    {
        await Page.EvaluateExpressionAsync(new BundledAxeScriptProvider().GetScript() + "; 0");
        string found = await Page.EvaluateFunctionAsync<string>(
            """
            async () => JSON.stringify((await axe.run(document, { resultTypes: ['violations'] })).violations
              .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
              .map(violation => `${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map(node => node.html).join(' ')}`))
            """);
        return JsonSerializer.Deserialize<string[]>(found)!;
    }

    public Task<string> TextOfAsync(string selector) =>
        Page.EvaluateFunctionAsync<string>("selector => document.querySelector(selector)?.textContent ?? ''", selector);

    public Task<int> CountAsync(string selector) =>
        Page.EvaluateFunctionAsync<int>("selector => document.querySelectorAll(selector).length", selector);

    /// <summary>What has the focus, by id and text.</summary>
    public Task<string> FocusAsync() => Page.EvaluateExpressionAsync<string>(
        "(document.activeElement.id || document.activeElement.getAttribute('aria-label') || document.activeElement.textContent)");

    /// <summary>A picture of the page for whoever wants to look at it.</summary>
    public async Task ShootAsync(string name)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "screenshots");
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(Path.Combine(folder, $"{name}.png"), new ScreenshotOptions { FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        File.Delete(_file);
    }
}
