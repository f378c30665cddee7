using System.Globalization;

namespace Mesh.Istio.Tests.Apply;

/// <summary>
/// Whatever goes wrong: the end state is the wanted one or the report names every object that is not, nothing of others changes, and a
/// later run converges. 200 runs; MESH_RUNS sets another number, MESH_FAULT_SEED the first seed.
/// </summary>
public class FaultMatrixTests
{
    [Fact]
    public async Task Whatever_goes_wrong_the_report_is_true_nothing_foreign_changes_and_the_next_run_converges()
    {
        int runs = Number("MESH_RUNS", 200), first = Number("MESH_FAULT_SEED", 1);
        int next = first - 1, faults = 0, killed = 0, incomplete = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Environment.ProcessorCount, 4)).Select(_ => Task.Run(async () =>
        {
            await using ApplyWorld world = await ApplyWorld.StartAsync(3);
            for (int seed; (seed = Interlocked.Increment(ref next)) < first + runs;)
            {
                var run = new FaultRun(seed, world);
                try
                {
                    await run.RunAsync();
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException(
                        string.Create(CultureInfo.InvariantCulture, $"The run with seed {seed} failed: {e.Message}"), e);
                }

                Interlocked.Add(ref faults, run.Faults);
                Interlocked.Add(ref killed, run.WasKilled ? 1 : 0);
                Interlocked.Add(ref incomplete, run.WasIncomplete ? 1 : 0);
            }
        })));

        // Looked at only where no other test is at work.
        Assert.True(runs < 1000 || GC.GetTotalMemory(forceFullCollection: true) < 300L * 1024 * 1024, "too much memory");

        // The matrix must bite.
        TestContext.Current.TestOutputHelper?.WriteLine($"{runs} runs, {faults} faults, {killed} killed, {incomplete} incomplete at first");
        Assert.True(
            runs < 100 || (faults > runs && killed > runs / 20 && incomplete > runs / 20),
            $"{faults} faults, {killed} killed, {incomplete} incomplete");
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : otherwise;
}
