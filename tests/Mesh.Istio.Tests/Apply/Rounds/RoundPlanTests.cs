using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Apply.Rounds;
using Mesh.Istio.Resources;
using static Mesh.Istio.Tests.Apply.Rounds.RoundObjects;

namespace Mesh.Istio.Tests.Apply.Rounds;

/// <summary>Which rounds a change needs, and what is in each.</summary>
public class RoundPlanTests
{
    [Fact]
    public void What_nobody_rests_on_is_changed_in_one_round()
    {
        Assert.Single(Plan([], [Mongo("a", New)]));
        Assert.Single(Plan([Mongo("a", Old) with { Ports = [] }], [Mongo("a", Old)]));
        Assert.Single(Plan([Mongo("a", New, Old)], [Mongo("a", Old, New)]));
        Assert.Single(Plan([Mongo("b", Old)], [EastWest(New)]));
        Assert.Single(Plan([Listener(true)], [Listener(true), Behind(true)]));
    }

    [Fact]
    public void Changed_identities_are_listed_beside_the_old_ones_before_the_old_ones_go()
    {
        ValueList<ApplyRound> rounds = Plan([Mongo("a", Old)], [Mongo("a", New), EastWest(New)]);

        Assert.Equal([[Old, New], [Old, New], [New]], rounds.Select(round => Accounts(round, "a")));
        Assert.Equal([1, 2, 2], rounds.Select(round => round.Clusters[0].Objects.Count));
        Assert.Equal([false, true, true], rounds.Select(round => round.IsWhole));
    }

    [Fact]
    public void Under_a_new_name_the_old_object_lists_both_first()
    {
        ValueList<ApplyRound> rounds = Plan([Mongo("old", Old)], [Mongo("new", New)]);

        Assert.Equal([Old, New], Accounts(rounds[0], "old"));
        Assert.Equal([Old, New], Accounts(rounds[1], "new"));
        Assert.Equal([New], Accounts(rounds[2], "new"));
    }

    [Fact]
    public void Identities_of_single_ports_count_as_well()
    {
        ValueList<ApplyRound> rounds = Plan([EastWest(Old)], [EastWest(New)]);

        Assert.Equal(
            [[Old, New], [Old, New], [New]],
            rounds.Select(round => round.Clusters[0].Objects.OfType<DestinationRule>().Single().TrafficPolicy!.PortLevelSettings[0].Tls!
                .SubjectAltNames));
    }

    [Fact]
    public void A_list_that_was_absent_accepted_everybody_until_the_end()
    {
        ValueList<ApplyRound> rounds = Plan([Mongo("a")], [Mongo("a", New)]);

        Assert.Empty(rounds[0].Clusters[0].Objects);
        Assert.Equal([[], [New]], rounds.Skip(1).Select(round => Accounts(round, "a")));
    }

    [Fact]
    public void A_listener_that_changes_has_routes_for_both_before_it_does()
    {
        ValueList<ApplyRound> rounds = Plan([Listener(false), Behind(false)], [Listener(true), Behind(true)]);
        VirtualService both = rounds[1].Clusters[0].Objects.OfType<VirtualService>().Single();

        Assert.Equal([27017u, 15443u], both.Tcp.SelectMany(route => route.Match).Select(match => match.Port!.Value));
        Assert.Equal(15443u, Assert.Single(Assert.Single(both.Tls).Match).Port);
        Assert.Equal([ObjectKey.Of(both)], rounds[1].BeforeGateways);
        Assert.Equal(Behind(true), rounds[2].Clusters[0].Objects.OfType<VirtualService>().Single());
    }

    [Fact]
    public void And_the_same_the_other_way_round()
    {
        VirtualService both = Plan([Listener(true), Behind(true)], [Listener(false), Behind(false)])[1].Clusters[0].Objects
            .OfType<VirtualService>().Single();

        Assert.Equal([27017u, 15443u], both.Tcp.SelectMany(route => route.Match).Select(match => match.Port!.Value));
        Assert.Single(both.Tls);
    }

    [Fact]
    public void What_an_earlier_run_did_is_not_done_again()
    {
        ValueList<ApplyRound> rounds = Plan([Mongo("a", Old, New)], [Mongo("a", New)]);

        Assert.Empty(rounds[0].Clusters[0].Objects);
        Assert.Equal([Old, New], Accounts(rounds[1], "a"));
    }

    [Fact]
    public void One_cluster_that_changes_makes_rounds_for_all()
    {
        ValueList<ApplyRound> rounds = RoundPlan.Of(
        [
            (new ClusterResources("aws") { Objects = [Mongo("a", New)] }, [Mongo("a", Old)]),
            (new ClusterResources("gcp") { Objects = [EastWest(New)] }, []),
        ]);

        Assert.Equal(3, rounds.Count);
        Assert.All(rounds, round => Assert.Equal(["aws", "gcp"], round.Clusters.Select(cluster => cluster.Cluster)));
    }

    private static ValueList<string> Accounts(ApplyRound round, string name) =>
        round.Clusters[0].Objects.OfType<ServiceEntry>().Single(entry => entry.Metadata.Name == name).SubjectAltNames;

    private static ValueList<ApplyRound> Plan(ValueList<IstioObject> live, ValueList<IstioObject> desired) =>
        RoundPlan.Of([(new ClusterResources("aws") { Objects = desired }, live)]);
}
