using System.Globalization;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>
/// Simulated waits are those of queueing theory: M/D/1, M/M/c, M/G/1 (Pollaczek and Khinchine; Erlang C), and Little's law. 40,000
/// requests; MESH_RUNS sets the number of thousands, and from a thousand thousands on 2 % is the bound.
/// </summary>
public class QueueTheoryTests
{
    private const int Batches = 20;

    private static int Thousands => int.TryParse(
        Environment.GetEnvironmentVariable("MESH_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 40;

    public static TheoryData<string, double, int> Queues => new()
    {
        { "M/D/1", 0.5, 1 },
        { "M/D/1", 0.7, 1 },
        { "M/M/1", 0.6, 1 },
        { "M/M/3", 0.7, 3 },
        { "M/M/8", 0.8, 8 },
        { "M/G/1", 0.6, 1 },
    };

    [Theory]
    [MemberData(nameof(Queues))]
    public void Waits_are_those_of_the_textbook(string name, double utilisation, int concurrency)
    {
        var mean = TimeSpan.FromMilliseconds(10);
        ServiceTime time = name switch
        {
            "M/D/1" => ServiceTime.Fixed(mean),
            "M/G/1" => ServiceTime.Percentiles(
                [new(50, TimeSpan.FromMilliseconds(4)), new(90, TimeSpan.FromMilliseconds(20)), new(100, TimeSpan.FromMilliseconds(60))]),
            _ => ServiceTime.Exponential(mean),
        };
        double expected = concurrency == 1 ? PollaczekKhinchine(time, utilisation) : ErlangC(time, utilisation, concurrency);
        double rate = utilisation * concurrency / time.Mean.TotalSeconds;
        int requests = Math.Max(1, Thousands * 1000 / Batches);
        double[] waits = [.. Enumerable.Range(1, Batches).Select(seed => Wait(time, concurrency, rate, requests, (ulong)seed))];

        double simulated = waits.Average();
        double error = Math.Sqrt(waits.Sum(wait => Math.Pow(wait - simulated, 2)) / (Batches - 1) / Batches);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name} at {utilisation}: {simulated * 1000:0.####} ms, theory {expected * 1000:0.####} ms, "
                + $"{100 * Math.Abs(simulated - expected) / expected:0.##} % off, standard error {100 * error / expected:0.##} %"));
        // Student's t of 19 degrees of freedom: 4.6 is met by chance once in 5,000 runs. Queues begin empty, which costs a little.
        double bound = Thousands >= 1000 ? 0.02 * expected : (4.6 * error) + (0.02 * expected);
        Assert.InRange(simulated, expected - bound, expected + bound);
    }

    private static double Wait(ServiceTime time, int concurrency, double rate, int requests, ulong seed)
    {
        SimulationResult result = QueueMeshes.Ask(new SimulatedCapacity { ServiceTime = time, Concurrency = concurrency })
            .WithRandomRate(rate).For(TimeSpan.FromSeconds(requests / rate)).WithSeed(seed).Run();
        SimulatedLoad load = Assert.Single(result.Loads);

        Assert.Equal((0, result.Requests, 0), (result.Failed, load.Requests, load.Refused));
        // Little: the mean number at the pod is the rate times the mean time, whatever the distributions are.
        double perSecond = load.Requests / load.Over.TotalSeconds;
        Assert.Equal(perSecond * load.MeanTime.TotalSeconds, load.MeanPresent, 0.001 * load.MeanPresent);
        return load.MeanWait.TotalSeconds;
    }

    private static double PollaczekKhinchine(ServiceTime time, double utilisation) =>
        utilisation / (1 - utilisation) * time.Mean.TotalSeconds * (1 + time.SquaredVariation) / 2;

    private static double ErlangC(ServiceTime time, double utilisation, int workers)
    {
        double offered = utilisation * workers, term = 1, sum = 1;
        for (int i = 1; i < workers; i++)
        {
            term *= offered / i;
            sum += term;
        }

        double last = term * offered / workers / (1 - utilisation);
        return last / (sum + last) * time.Mean.TotalSeconds / (workers * (1 - utilisation));
    }
}
