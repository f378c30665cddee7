using Mesh.Istio;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Tests.Apply.Rounds;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>
/// The live meshes that were recorded while they moved to the third edition, moved again in the order in which Mesh applies: after every
/// single write each caller is answered by its own cluster.
/// </summary>
public class MoveTests
{
    [Fact]
    public void Nothing_is_lost_in_the_order_in_which_Mesh_applies()
    {
        MoveCase[] moves = [.. MoveCase.All];
        Assert.SkipWhen(moves.Length == 0 && !Mesh.Recordings.Truth.IsPacked, "The folders of MESH_TRUTH have no moves.");
        Assert.NotEmpty(moves);
        var wrong = new List<string>();
        foreach (MoveCase move in moves)
        {
            var (first, last) = (new Forecaster(move.Before, move.Inventory), new Forecaster(move.After, move.Inventory));
            // What the second edition loses beside remote secrets is lost before anything moves.
            var callers = move.Callers.Where(caller =>
                IsHome(caller.Ask(first).Now(), caller.Home) && IsHome(caller.Ask(last).Now(), caller.Home)).ToArray();
            Assert.NotEmpty(callers);
            foreach ((string write, MeshResources state) in MoveWalk.Of(move.Before, move.After))
            {
                var forecaster = new Forecaster(state, move.Inventory);
                foreach ((string name, Func<Forecaster, ForecastQuery> ask, string home) in callers)
                {
                    Forecast now = ask(forecaster).Now();
                    if (!IsHome(now, home))
                    {
                        wrong.Add($"{move.Id} after '{write}': {now}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
    }

    private static bool IsHome(Forecast forecast, string home) =>
        !forecast.IsUnknown && !forecast.LosesRequests && forecast.Shares.All(share => share.Cluster == home);
}
