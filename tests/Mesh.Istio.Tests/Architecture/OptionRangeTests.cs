using System.Globalization;
using System.Reflection;
using Mesh.Istio.Apply;
using Mesh.Istio.Hosting;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Reconciling.Election;
using Mesh.Kubernetes.Connections;
using Mesh.Kubernetes.Reading;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Tests.Architecture;

/// <summary>Every number and time among the options has a range, which is checked where the options are given.</summary>
public class OptionRangeTests
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    // Options for which any number of that size is right: it costs nothing.
    private static readonly HashSet<string> AnyLarge = new(StringComparer.Ordinal)
    {
        "ClusterConnectionOptions.BreakerMinimumThroughput", "ReadLimits.MaxAliasBytes", "ReadLimits.MaxFiles", "ReadLimits.MaxTotalBytes",
        "SimulationTimings.ResponseBytes", "ZoneAwareness.MinClusterSize",
    };

    private static readonly string[] Endings = ["Options", "Limits", "Timings", "Awareness"];

    private static IEnumerable<(Type Type, PropertyInfo Property)> Numbers =>
        from type in Codebase.PublicTypes
        where Endings.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal))
        from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        where property.CanWrite && WrongValues(property.PropertyType).Length > 0
        select (type, property);

    [Fact]
    public void Every_option_that_is_a_number_is_refused_out_of_its_range()
    {
        string[] accepted = [
            .. from option in Numbers
               let name = $"{option.Type.Name}.{option.Property.Name}"
               from value in WrongValues(option.Property.PropertyType)
               where !AnyLarge.Contains(name) || value is not (int.MaxValue or long.MaxValue)
               where !IsRefused(option.Type, option.Property, value)
               select string.Create(CultureInfo.InvariantCulture, $"{name} = {value}")];

        Assert.Empty(accepted);
    }

    [Fact]
    public void The_options_that_are_numbers_are_found() => Assert.InRange(Numbers.Count(), 40, 200);

    /// <summary>A public type with a number that a user may set is options, or is named here with what judges its numbers.</summary>
    [Fact]
    public void Every_type_with_numbers_is_options_or_is_judged_elsewhere()
    {
        string[] judged =
        [
            "Mesh", // the model: findings of the validation, ModelRangeTests
            "Mesh.Istio.Resources", // what is in clusters: rows of admission
            "Mesh.Inventories", "Mesh.Diagnostics", // what was observed
            "Mesh.Istio.ControlPlane", "Mesh.LoadBalancing", // what istiod sends; its public calculations: ArgumentRangeTests
            "Mesh.Istio.Forecasting", "Mesh.Istio.Forecasting.Access", "Mesh.Istio.Forecasting.Proofs", "Mesh.Istio.Forecasting.Tables",
            "Mesh.Istio.Capacity", "Mesh.Istio.Movement", "Mesh.Istio.Pictures", "Mesh.Istio.Report", // what answers are made into
        ];
        string[] results = ["GateContext", "ClusterRequestFailure", "RequestRetry", "WriteResult", "ClusterStatus", "ReconcilerStatus",
            "AccessVerdict", "AccessLogLine", "SimulatedRequest", "SimulationDestination",
            "SimulationEvent", "SimulationPhase", "SimulationResult", "SimulatedLoad",
            "SimulatedCapacity", "ServiceTimePercentile"]; // QueueTests

        Assert.Empty(from type in Codebase.PublicTypes
                     where !judged.Contains(type.Namespace) && !results.Contains(type.Name) && !type.IsSubclassOf(typeof(Exception))
                     where !Endings.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal))
                     from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                     where property.CanWrite && WrongValues(property.PropertyType).Length > 0
                     select $"{type.Name}.{property.Name}");
    }

    [Fact]
    public void A_reconciler_is_not_made_with_options_that_would_end_it_later()
    {
        using var connection = ClusterConnection.FromKubeconfig("aws", "none");
        ReconcilerOptions[] wrong =
        [
            new() { DriftInterval = TimeSpan.FromDays(60) },
            new() { RetryDelay = TimeSpan.Zero },
            new() { RetryDelay = TimeSpan.FromMinutes(5) },
            new() { MaxRetryDelay = TimeSpan.MaxValue },
            new() { Inventory = new LiveInventoryOptions { WatchTimeout = TimeSpan.FromDays(60) } },
            new() { Inventory = new LiveInventoryOptions { Debounce = TimeSpan.FromTicks(-1) } },
            new() { Apply = new ApplyOptions { MaxPrunedShare = double.NaN } },
            new() { Election = new LeaderElectionOptions { LeaseDuration = TimeSpan.FromDays(60) } },
            new() { Election = new LeaderElectionOptions { RenewDeadline = TimeSpan.FromSeconds(20) } },
        ];

        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(
            () => new MeshReconciler([connection], new FixedModel(new MeshModel(new Organization { Name = "acme" })), options)));
    }

    private static bool IsRefused(Type type, PropertyInfo property, object value)
    {
        object options = type == typeof(ZoneAwareness) ? new ZoneAwareness(default, default) : Activator.CreateInstance(type)!;
        try
        {
            property.SetValue(options, value);
            if (options is MeshOptions mesh)
            {
                return mesh.Problems().Any(problem => problem.StartsWith($"{property.Name} is '", StringComparison.Ordinal));
            }

            type.GetMethod("Check", Members)?.Invoke(options, null);
            return false;
        }
        catch (TargetInvocationException e)
        {
            Assert.Contains(property.Name, Assert.IsType<ArgumentOutOfRangeException>(e.InnerException).Message, StringComparison.Ordinal);
            return true;
        }
    }

    private static object[] WrongValues(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            Type number when number == typeof(int) => [-1, int.MinValue, int.MaxValue],
            Type number when number == typeof(long) => [-1L, long.MinValue, long.MaxValue],
            Type number when number == typeof(double) =>
                [-1.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue],
            Type time when time == typeof(TimeSpan) => [TimeSpan.FromTicks(-1), TimeSpan.MinValue, TimeSpan.MaxValue,
                TimeSpan.FromDays(50)],
            _ => [],
        };
}
