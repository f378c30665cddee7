using PuppeteerSharp;

namespace Mesh.Browser.Tests;

/// <summary>One chromium for all tests of a class. Where there is none, the tests are skipped and say so.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    // A machine that is busy opens a page slowly.
    private const int Patience = 180_000;

    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is { } path)
        {
            _browser = await Puppeteer.LaunchAsync(new LaunchOptions
            {
                ExecutablePath = path,
                Headless = true,
                Timeout = Patience,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
            });
            _browser.DefaultWaitForTimeout = Patience;
        }
    }

    /// <summary>An open page of this text, as from a file.</summary>
    public async Task<OpenPage> OpenAsync(string html, int width = 1280, bool dark = false)
    {
        Assert.SkipWhen(_browser is null, "No chromium is on this machine (PATH or MESH_CHROMIUM); .ci/run installs Debian's.");
        return await OpenPage.OpenAsync(_browser!, html, width, dark);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("MESH_CHROMIUM");
        return !string.IsNullOrEmpty(named) ? named
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists);
    }
}
