using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Report;
using Mesh.Istio.Tests.Report;

namespace Mesh.Browser.Tests;

public class ReportPageTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string Shop = ShopReport.Report.ToHtml();

    public static TheoryData<string, int, bool> Pages => new()
    {
        { "shop", 360, false }, { "shop", 1280, false }, { "shop", 1280, true }, { "shop", 2560, false }, { "large", 1280, false },
        { "empty", 360, true }, { "hostile 1", 360, false }, { "hostile 2", 1280, true }, { "hostile 3", 1280, false },
        { "hostile 4", 2560, false },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_quiet_asks_for_nothing_and_can_be_used_by_all(string name, int width, bool dark)
    {
        await using OpenPage page = await browser.OpenAsync(HtmlOf(name), width, dark);
        await page.ShootAsync($"{name.Replace(' ', '-')}-{width}{(dark ? "-dark" : "")}");

        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
        Assert.Empty(await page.ViolationsAsync());
        // Only what scrolls by itself may be wider than the window.
        Assert.InRange(await page.Page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth"), 1, width);
        Assert.Equal(2, await page.CountAsync("script"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task The_picture_shows_the_shares_of_the_forecasts()
    {
        await using OpenPage page = await browser.OpenAsync(Shop);
        ForecastTable table = ShopReport.Table;
        for (int column = 0; column < table.Failures.Count; column++)
        {
            await page.Page.SelectAsync("#failure", PlaceOf(table.Failures[column]));
            foreach (ForecastTableRow row in table.Rows.Where(row => !row.Cells[column].ClientIsGone).Take(6))
            {
                await page.Page.SelectAsync("#client", row.Client);
                await page.Page.SelectAsync("#host", $"{row.Host}:{row.Port}");
                string[] shown = await page.Page.EvaluateExpressionAsync<string[]>(
                    "[...document.querySelectorAll('#words li')].map(item => item.textContent).filter(text => !text.endsWith('not used'))");

                Assert.Equal(Words(row.Client, row.Cells[column]), shown.Order(StringComparer.Ordinal));
            }

            await page.Page.SelectAsync("#client", "");
            await page.Page.SelectAsync("#host", "");
        }
    }

    [Fact]
    public async Task Every_control_works()
    {
        await using OpenPage page = await browser.OpenAsync(Shop);
        Assert.Contains("when cluster eu-1 is down and cluster eu-2 is down", await page.TextOfAsync("#status"), StringComparison.Ordinal);

        await page.Page.SelectAsync("#failure", PlaceOf("cluster eu-1 is down"));
        await page.Page.SelectAsync("#client", "us-1 shop/web");
        await page.Page.SelectAsync("#host", "checkout.shop.example.com:80");
        Assert.StartsWith("us-1 shop/web to checkout.shop.example.com:80, when cluster eu-1 is down", await page.TextOfAsync("#status"),
            StringComparison.Ordinal);
        Assert.Contains("In this order", await page.TextOfAsync("#details"), StringComparison.Ordinal);
        Assert.Contains("eu-2", await page.TextOfAsync("#drawn"), StringComparison.Ordinal);

        int columns = await page.CountAsync("#cells thead th");
        await page.Page.ClickAsync("#lossy");
        Assert.True(await page.CountAsync("#cells thead th") < columns);
        await page.Page.ClickAsync("#lossy");
        await page.Page.TypeAsync("#find", "CART.shop");
        Assert.Equal("4 of 8 rows", await page.TextOfAsync("#cells caption"));

        await page.Page.ClickAsync("#cells tbody tr:first-child td:last-child button");
        Assert.Equal("details", await page.FocusAsync());
        Assert.Equal(1, await page.CountAsync("#cells [aria-pressed=true]"));
        Assert.Contains("cart.shop.example.com", await page.TextOfAsync("#details h3"), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task More_rows_are_shown_on_demand()
    {
        await using OpenPage page = await browser.OpenAsync(HtmlOf("large"));
        Assert.Equal(100, await page.CountAsync("#cells tbody tr"));
        Assert.Contains("Fallbacks are drawn for one client or host.", await page.TextOfAsync("#status"), StringComparison.Ordinal);

        await page.Page.ClickAsync("#more");

        Assert.Equal(300, await page.CountAsync("#cells tbody tr"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        await using OpenPage page = await browser.OpenAsync(Shop);
        await page.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("To the content", await page.FocusAsync());
        await page.Page.FocusAsync("#failure");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        Assert.DoesNotContain("eu-1 is down and cluster eu-2", await page.TextOfAsync("#status"), StringComparison.Ordinal);

        await page.Page.FocusAsync("#scroll");
        await page.Page.Keyboard.PressAsync("Tab");
        string first = await page.FocusAsync();
        await Press(page, "ArrowRight", "ArrowDown", "End", "Home");
        string second = await page.FocusAsync();
        Assert.NotEqual(first, second);
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("details", await page.FocusAsync());
        Assert.Equal(1, await page.CountAsync("#cells [tabindex='0']"));
        await page.Page.FocusAsync("#spoken summary");
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal(1, await page.CountAsync("#spoken[open]"));
    }

    [Fact]
    public async Task What_is_printed_shows_everything_and_no_control()
    {
        await using OpenPage page = await browser.OpenAsync(Shop);
        await page.Page.EmulateMediaTypeAsync(PuppeteerSharp.Media.MediaType.Print);
        await page.Page.EvaluateExpressionAsync("dispatchEvent(new Event('beforeprint'))");

        Assert.Equal(0, await page.CountAsync("details:not([open])"));
        Assert.Equal("none",
            await page.Page.EvaluateExpressionAsync<string>("getComputedStyle(document.querySelector('.controls')).display"));
        Assert.Equal("visible",
            await page.Page.EvaluateExpressionAsync<string>("getComputedStyle(document.querySelector('#scroll')).overflowY"));
    }

    private static string HtmlOf(string name) => name switch
    {
        "shop" => Shop,
        "large" => ReportCases.Large().ToReport().ToHtml(),
        "empty" => new MeshReportBuilder().Build().ToHtml(),
        _ => ReportCases.Hostile(int.Parse(name.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).ToHtml(),
    };

    private static string PlaceOf(string failure) =>
        ShopReport.Report.Failures.Select(asked => asked.Name).ToList().IndexOf(failure)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Words(string client, Forecast forecast) => forecast.Shares
        .GroupBy(share => share.Cluster, StringComparer.Ordinal)
        .Select(group => (Place: group.Key, Percent: group.Sum(share => share.Percent)))
        .Concat(forecast.Losses.IsEmpty ? [] : [("no answer", forecast.LostPercent)])
        .Select(part => FormattableString.Invariant($"{client} → {part.Place}: {part.Percent:0.##} %"))
        .Order(StringComparer.Ordinal);

    private static async Task Press(OpenPage page, params string[] keys)
    {
        foreach (string key in keys)
        {
            await page.Page.Keyboard.PressAsync(key);
        }
    }
}
