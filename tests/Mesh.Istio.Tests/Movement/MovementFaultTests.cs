using System.Globalization;

namespace Mesh.Istio.Tests.Movement;

/// <summary>
/// Whatever goes wrong, a movement ends in a state of its plan, goes on or goes back. 10 runs; MESH_RUNS sets another number,
/// MESH_FAULT_SEED the first seed.
/// </summary>
public class MovementFaultTests
{
    [Fact]
    public async Task Whatever_goes_wrong_a_movement_ends_in_a_state_of_its_plan()
    {
        int runs = Number("MESH_RUNS", 10), first = Number("MESH_FAULT_SEED", 1);
        int next = first - 1, killed = 0, back = 0, resumed = 0;
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            await using MovementWorld world = await MovementWorld.StartAsync();
            for (int seed; (seed = Interlocked.Increment(ref next)) < first + runs;)
            {
                var run = new MovementFaultRun(seed, world);
                try
                {
                    await run.RunAsync();
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException(
                        string.Create(CultureInfo.InvariantCulture, $"The run with seed {seed} failed: {e.Message}"), e);
                }

                Interlocked.Add(ref killed, run.WasKilled ? 1 : 0);
                Interlocked.Add(ref back, run.WentBack ? 1 : 0);
                Interlocked.Add(ref resumed, run.WasResumed ? 1 : 0);
            }
        })));

        // The faults must bite.
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{runs} runs, {killed} killed, {resumed} resumed at last, {back} went back at last");
        Assert.True(killed > runs / 10 && resumed > runs / 10, $"{killed} killed, {resumed} resumed");
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : otherwise;
}
