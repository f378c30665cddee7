using Mesh.Diagnostics;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation;

/// <summary>How long a pod works on a request, without the time that it waits.</summary>
public sealed record ServiceTime
{
    private readonly bool _isExponential;

    private ServiceTime(bool isExponential, ValueList<ServiceTimePercentile> points) => (_isExponential, Points) = (isExponential, points);

    /// <summary>The percentiles, from 0 to 100; of exponential times the mean alone.</summary>
    public ValueList<ServiceTimePercentile> Points { get; }

    /// <summary>The mean.</summary>
    public TimeSpan Mean => TimeSpan.FromTicks((long)Math.Round(_isExponential ? Points[0].Time.Ticks : Moment(1)));

    /// <summary>The variance by the square of the mean: 0 for times that are all the same, 1 for exponential ones.</summary>
    public double SquaredVariation => _isExponential ? 1 : Moment(1) is var mean && mean > 0 ? (Moment(2) / (mean * mean)) - 1 : 0;

    /// <summary>Every request takes the same time.</summary>
    /// <param name="time">The time, from 0 to a day.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of its range.</exception>
    public static ServiceTime Fixed(TimeSpan time)
    {
        OptionRange.Require(time, TimeSpan.Zero, OptionRange.Day);
        return new(false, [new ServiceTimePercentile(0, time), new ServiceTimePercentile(100, time)]);
    }

    /// <summary>Times are exponential: most are short, some are several times the mean.</summary>
    /// <param name="mean">The mean, from 0 to a day.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of its range.</exception>
    public static ServiceTime Exponential(TimeSpan mean)
    {
        OptionRange.Require(mean, TimeSpan.Zero, OptionRange.Day);
        return new(true, [new ServiceTimePercentile(0, mean)]);
    }

    /// <summary>Times as they were measured. Between two percentiles all times are as likely.</summary>
    /// <param name="percentiles">
    /// At least one, each above the one before, in percent and in time. What is below the first is as likely from 0 on; nothing takes
    /// longer than the last.
    /// </param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentException">There is none, or they do not rise.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static ServiceTime Percentiles(ValueList<ServiceTimePercentile> percentiles)
    {
        if (percentiles.IsEmpty)
        {
            throw new ArgumentException("There is no percentile.", nameof(percentiles));
        }

        var points = new List<ServiceTimePercentile>();
        foreach (ServiceTimePercentile point in percentiles)
        {
            OptionRange.Require(point.Percent, 0.0, 100.0, nameof(percentiles));
            OptionRange.Require(point.Time, TimeSpan.Zero, OptionRange.Day, nameof(percentiles));
            if (points.Count > 0 && (point.Percent <= points[^1].Percent || point.Time < points[^1].Time))
            {
                throw new ArgumentException("Percentiles have to rise.", nameof(percentiles));
            }

            points.Add(point);
        }

        if (points[0].Percent > 0)
        {
            points.Insert(0, new ServiceTimePercentile(0, TimeSpan.Zero));
        }

        return new(false, [.. points, .. points[^1].Percent < 100 ? [points[^1] with { Percent = 100 }] : (ServiceTimePercentile[])[]]);
    }

    internal double Next(ref SeededRandom random)
    {
        double part = random.NextDouble();
        if (_isExponential)
        {
            return -Math.Log(1 - part) * Points[0].Time.Ticks;
        }

        int next = 1;
        while (next < Points.Count - 1 && 100 * part >= Points[next].Percent)
        {
            next++;
        }

        (ServiceTimePercentile low, ServiceTimePercentile high) = (Points[next - 1], Points[next]);
        double way = ((100 * part) - low.Percent) / (high.Percent - low.Percent);
        return low.Time.Ticks + (way * (high.Time.Ticks - low.Time.Ticks));
    }

    // Between a and b all times are as likely: the mean of x is (a + b) / 2, that of x² is (a² + ab + b²) / 3.
    private double Moment(int power)
    {
        double sum = 0;
        for (int i = 1; i < Points.Count; i++)
        {
            (double a, double b) = (Points[i - 1].Time.Ticks, Points[i].Time.Ticks);
            double mean = power == 1 ? (a + b) / 2 : ((a * a) + (a * b) + (b * b)) / 3;
            sum += (Points[i].Percent - Points[i - 1].Percent) / 100 * mean;
        }

        return sum;
    }
}
