using System.Globalization;
using Mesh.Istio.Pictures;
using Mesh.Istio.Tests.Pictures;

namespace Mesh.Browser.Tests;

/// <summary>Pictures as the browser measures them. 40 pictures; MESH_RUNS sets another number.</summary>
public class PictureTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly int Runs =
        int.Parse(Environment.GetEnvironmentVariable("MESH_RUNS") ?? "40", CultureInfo.InvariantCulture);

    // Texts that overlap each other, leave the picture, or are wider than the box that they begin in.
    private const string Measure =
        """
        markup => {
          document.body.innerHTML = markup;
          const svg = document.querySelector('svg');
          const view = svg.viewBox.baseVal;
          const found = [];
          const texts = [...svg.querySelectorAll('text')].map(text => ({ text: text.textContent, style: text.getAttribute('class') || '',
            box: text.getBBox() })).filter(text => text.text.trim());
          const boxes = [...svg.querySelectorAll('rect.card, rect.box, rect.client, rect.lost')].map(rect => rect.getBBox());
          const holds = (outer, box) => box.x >= outer.x && box.x < outer.x + outer.width
            && box.y + 4 >= outer.y && box.y < outer.y + outer.height;
          for (const text of texts) {
            const { x, y, width, height } = text.box;
            if (x < -0.5 || y < -0.5 || x + width > view.width + 0.5 || y + height > view.height + 0.5) {
              found.push(`leaves the picture: ${text.text}`);
            }
            const inner = boxes.filter(box => holds(box, text.box)).sort((a, b) => a.width - b.width)[0];
            if (inner && !text.style.includes('label') && x + width > inner.x + inner.width + 0.5) {
              found.push(`leaves its box by ${x + width - inner.x - inner.width}: ${text.text}`);
            }
          }
          const labels = texts.filter(text => text.style.includes('label'));
          for (let i = 0; i < labels.length; i++) {
            for (let k = i + 1; k < labels.length; k++) {
              const a = labels[i].box, b = labels[k].box;
              const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
              const tall = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
              if (wide > 1 && tall > 3) {
                found.push(`overlap: ${labels[i].text} and ${labels[k].text}`);
              }
            }
          }
          return found;
        }
        """;

    [Fact]
    public async Task Nothing_overlaps_or_leaves_by_the_metrics_of_the_browser()
    {
        await using OpenPage page = await browser.OpenAsync("<!DOCTYPE html><html lang=\"en\"><title>t</title><body></body></html>");
        for (int seed = 0; seed < Runs; seed++)
        {
            TopologyView view = PictureCases.Random(seed, seed % 10 == 0 ? 100 : 12);
            string[] found = await page.Page.EvaluateFunctionAsync<string[]>(Measure, view.ToSvg());

            Assert.True(found.Length == 0, $"seed {seed}: {string.Join('\n', found)}");
        }

        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
    }
}
