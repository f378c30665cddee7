using System.Globalization;

namespace Mesh.Istio.Simulation;

/// <summary>What a pod with a <see cref="SimulatedCapacity"/> had to do.</summary>
public sealed record SimulatedLoad
{
    /// <summary>The pod's cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The pod, <c>namespace/name</c>.</summary>
    public required string Pod { get; init; }

    /// <summary>How it works.</summary>
    public required SimulatedCapacity Capacity { get; init; }

    /// <summary>The requests that came to it, retries among them.</summary>
    public long Requests { get; init; }

    /// <summary>Those to which it answered 503, because too many waited.</summary>
    public long Refused { get; init; }

    /// <summary>The requests that came in a second, while requests were sent.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>
    /// The work that came by the work that it can do, while requests were sent: above 1 more came than it can do, and the queue grows.
    /// </summary>
    public double Utilisation { get; init; }

    /// <summary>How long a request waited before it was worked on, in the mean.</summary>
    public TimeSpan MeanWait { get; init; }

    /// <summary>How long a request was at the pod, waiting and being worked on, in the mean.</summary>
    public TimeSpan MeanTime { get; init; }

    /// <summary>How many requests were at the pod, in the mean over all the time until the last one was done.</summary>
    public double MeanPresent { get; init; }

    /// <summary>How long that was.</summary>
    public TimeSpan Over { get; init; }

    /// <summary>The most that waited at once.</summary>
    public int LongestQueue { get; init; }

    /// <summary>How many waited after half of the time in which requests were sent.</summary>
    public int WaitingHalfway { get; init; }

    /// <summary>How many waited when the last request was sent.</summary>
    public int WaitingAtEnd { get; init; }

    /// <summary>The load in a line.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString()
    {
        string refused = Refused == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {Refused} refused");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Cluster} {Pod}: {RequestsPerSecond:0.#} requests/s, {100 * Utilisation:0.#} % of its work, "
                + $"{MeanWait.TotalMilliseconds:0.#} ms of wait, {LongestQueue} waited at most{refused}");
    }
}
