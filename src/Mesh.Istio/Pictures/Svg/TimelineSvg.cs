using System.Globalization;

namespace Mesh.Istio.Pictures.Svg;

/// <summary>
/// Draws a timeline as SVG: requests by cluster as stacked areas, what failed on top, retries as a line, events, and waits.
/// </summary>
internal static class TimelineSvg
{
    private const double Width = 960;
    private const double Left = 70;
    private const double Plot = Width - Left - 20;
    private const double Top = 64;
    private const double Tall = 200;
    private const double WaitTop = Top + Tall + 56;
    private const double WaitTall = 90;
    private const int Colours = 6;

    public static string Write(Timeline timeline, PictureTheme theme)
    {
        var page = new SvgPage();
        page.Text(Left, 24, SvgText.Fit(timeline.Title, Plot, 15), "title");
        double most = Math.Max(1, timeline.Bins.IsEmpty ? 1 : timeline.Bins.Max(bin => bin.Requests) / timeline.BinLength.TotalSeconds);
        Legend(page, timeline);
        Areas(page, timeline, most);
        double bottom = Marks(page, timeline, WaitTop + WaitTall + 44);
        Axis(page, timeline, Top, Tall, $"{Tick(most)}/s");
        double slowest = Math.Max(0.001, timeline.Bins.IsEmpty ? 0 : timeline.Bins.Max(bin => bin.P99).TotalSeconds);
        Waits(page, timeline, slowest);
        Axis(page, timeline, WaitTop, WaitTall, $"{Tick(slowest)} s");
        page.Text(Left, WaitTop - 10, "waits of callers: half (line), 99 of 100 (dashes)", "faint label");
        return page.ToSvg(Width, bottom, timeline.Title, Description(timeline), theme);
    }

    private static void Legend(SvgPage page, Timeline timeline)
    {
        double x = Left;
        for (int i = 0; i <= timeline.Clusters.Count; i++)
        {
            string name = i < timeline.Clusters.Count ? timeline.Clusters[i] : "failed";
            string shown = SvgText.Fit(name, 180);
            if (x + 24 + SvgText.Width(shown) > Width - 110)
            {
                page.Text(x, 48, "…", "faint");
                break;
            }

            page.Rect(x, 38, 12, 12, i < timeline.Clusters.Count ? Style(i) : "failed", 2);
            page.Text(x + 18, 48, shown);
            x += 30 + SvgText.Width(shown);
        }

        page.Line(Width - 96, 44, Width - 76, 44, "retried");
        page.Text(Width - 70, 48, "retried", "faint");
    }

    private static void Areas(SvgPage page, Timeline timeline, double most)
    {
        double[] below = new double[timeline.Bins.Count];
        for (int layer = 0; layer <= timeline.Clusters.Count; layer++)
        {
            bool isFailed = layer == timeline.Clusters.Count;
            double[] above = [.. timeline.Bins.Select((bin, i) =>
                below[i] + ((isFailed ? bin.Failed : bin.Answered[layer]) / timeline.BinLength.TotalSeconds))];
            if (above.Zip(below).Any(pair => pair.First > pair.Second))
            {
                // Steps, because a stretch has one number; a slope would show requests that nobody sent.
                IEnumerable<(double, double)> upper = above.SelectMany((value, i) => Step(timeline, i, value, most));
                IEnumerable<(double, double)> lower = below.SelectMany((value, i) => Step(timeline, i, value, most)).Reverse();
                page.Area([.. upper, .. lower], isFailed ? "failed" : Style(layer), isFailed ? "failed" : timeline.Clusters[layer]);
            }

            below = above;
        }

        page.Polyline(
            timeline.Bins.SelectMany((bin, i) => Step(timeline, i, bin.Retried / timeline.BinLength.TotalSeconds, most)), "retried");
    }

    private static IEnumerable<(double X, double Y)> Step(Timeline timeline, int bin, double value, double most)
    {
        double y = Top + Tall - (value / most * Tall);
        return [(X(timeline, bin), y), (X(timeline, bin + 1), y)];
    }

    private static void Waits(SvgPage page, Timeline timeline, double slowest)
    {
        IEnumerable<(double, double)> Points(Func<TimelineBin, TimeSpan> wait) => timeline.Bins.Select((bin, i) =>
            (X(timeline, i + 0.5), WaitTop + WaitTall - (wait(bin).TotalSeconds / slowest * WaitTall)));
        page.Polyline(Points(bin => bin.Median), "wait");
        page.Polyline(Points(bin => bin.P99), "tail");
    }

    private static void Axis(SvgPage page, Timeline timeline, double top, double tall, string most)
    {
        page.Line(Left, top + tall, Left + Plot, top + tall, "axis");
        page.Line(Left, top, Left, top + tall, "axis");
        page.Text(Left - 6, top + 10, SvgText.Fit(most, Left - 8), "faint", "end");
        page.Text(Left - 6, top + tall, "0", "faint", "end");
        double end = timeline.BinLength.TotalSeconds * timeline.Bins.Count;
        for (int tick = 0; tick <= 6 && end > 0; tick++)
        {
            double seconds = end * tick / 6;
            page.Text(Left + (Plot * tick / 6), top + tall + 16, $"{Tick(seconds)} s", "faint label", tick == 6 ? "end" : tick == 0
                ? "" : "middle");
        }
    }

    // Lines with numbers in the picture, words below it: words beside lines would overlap.
    private static double Marks(SvgPage page, Timeline timeline, double y)
    {
        double end = timeline.BinLength.TotalSeconds * timeline.Bins.Count;
        double[] places = [.. timeline.Marks.Select(
            mark => Left + (end > 0 ? Math.Clamp(mark.At.TotalSeconds / end, 0, 1) * Plot : 0))];
        for (int i = 0; i < places.Length; i++)
        {
            page.Line(places[i], Top, places[i], WaitTop + WaitTall, "mark");
            TimelineMark mark = timeline.Marks[i];
            page.Text(Left, y, SvgText.Fit($"{Number(i)}  {Tick(mark.At.TotalSeconds)} s  {mark.What}", Plot), "faint");
            y += 17;
        }

        // Marks that are close together have one number for all of them.
        for (int first = 0, last; first < places.Length; first = last + 1)
        {
            last = first;
            while (last + 1 < places.Length && places[last + 1] <= places[first] + SvgText.Width(Span(first, last)) + 6)
            {
                last++;
            }

            page.Text(places[first] + 2, Top - 2, Span(first, last), "faint");
        }

        return y + 4;
    }

    private static string Span(int first, int last) => first == last ? Number(first) : $"{Number(first)}–{Number(last)}";

    private static string Number(int mark) => (mark + 1).ToString(CultureInfo.InvariantCulture);

    private static string Description(Timeline timeline) =>
        string.Join("; ", timeline.Clusters.Select((cluster, i) => string.Create(
            CultureInfo.InvariantCulture, $"{cluster} answered {timeline.Bins.Sum(bin => bin.Answered[i])}")))
            + string.Create(CultureInfo.InvariantCulture, $"; {timeline.Bins.Sum(bin => bin.Failed)} failed");

    private static string Style(int cluster) => string.Create(CultureInfo.InvariantCulture, $"a{cluster % Colours}");

    private static double X(Timeline timeline, double bin) => Left + (Plot * bin / timeline.Bins.Count);

    private static string Tick(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
