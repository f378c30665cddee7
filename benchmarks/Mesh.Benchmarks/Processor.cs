namespace Mesh.Benchmarks;

/// <summary>Time of the processor: a busy machine lengthens it less than time on the clock.</summary>
internal static class Processor
{
    /// <summary>The median of several runs in seconds, after one that does not count.</summary>
    public static double Seconds(int runs, Action action)
    {
        action();
        double[] times = [.. Enumerable.Range(0, runs).Select(_ => Seconds(action)).Order()];
        return times[runs / 2];
    }

    /// <summary>The same, with something before each run that does not count.</summary>
    public static double Seconds(int runs, Action prepare, Action action) => Median(
        runs, () =>
        {
            prepare();
            return runs;
        }, _ => action());

    /// <summary>The median of several runs in seconds, each with something of its own that was prepared and does not count.</summary>
    public static double Median<T>(int runs, Func<T> prepare, Action<T> action)
    {
        action(prepare());
        double[] times = [.. Enumerable.Range(0, runs).Select(_ =>
        {
            T prepared = prepare();
            return Seconds(() => action(prepared));
        }).Order()];
        return times[runs / 2];
    }

    /// <summary>One run.</summary>
    public static double Seconds(Action action)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    /// <summary>The exponent with which something grows between two sizes.</summary>
    public static double Exponent(double small, double large, double smallSize, double largeSize) =>
        Math.Log(large / small) / Math.Log(largeSize / smallSize);
}
