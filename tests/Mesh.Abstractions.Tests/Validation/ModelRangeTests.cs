using System.Globalization;
using System.Reflection;
using Mesh.Validation;
using static Mesh.Abstractions.Tests.Validation.Valid;

namespace Mesh.Abstractions.Tests.Validation;

/// <summary>Every number and time of a model has a range: what is out of it is an error of the model, and no exception.</summary>
public class ModelRangeTests
{
    // Where a part with numbers lies in a model.
    private static readonly Dictionary<Type, Func<object, MeshModel>> Places = new()
    {
        [typeof(ConnectionSettings)] = part => With(new TrafficSettings { ConnectionPool = (ConnectionSettings)part }),
        [typeof(ConsistentHashSettings)] = part => With(new TrafficSettings
        {
            LoadBalancing = new()
            {
                ConsistentHash = (ConsistentHashSettings)part with { Source = HashSource.Cookie, Name = "c", Table = HashTable.Maglev },
            },
        }),
        [typeof(OutlierDetectionSettings)] = part => With(new TrafficSettings { OutlierDetection = (OutlierDetectionSettings)part }),
        [typeof(RetrySettings)] = part => With(new TrafficSettings { Retries = (RetrySettings)part }),
        [typeof(TrafficSettings)] = part => With((TrafficSettings)part),
        [typeof(ServiceCapacity)] = part => With(Ws with
        {
            Capacities =
            [
                (ServiceCapacity)part with { Service = "backend/details", Concurrency = ((ServiceCapacity)part).Concurrency ?? 1 },
            ],
        }),
        [typeof(CorsSettings)] = part => With(DetailsRoute with
        {
            Cors = (CorsSettings)part with { AllowOrigins = [TextMatch.Exact("https://a.example.com")] },
        }),
        [typeof(DirectResponseAction)] = part => With((RouteAction)part),
        [typeof(RedirectAction)] = part => With((RouteAction)((RedirectAction)part with { Path = "/elsewhere" })),
        [typeof(Route)] = part => With((Route)part with { Action = To("details") }),
        [typeof(ServiceDestination)] = part => With(new ForwardAction
        {
            Destinations = [At80((ServiceDestination)part), new() { Service = "b", Port = 80, Weight = 1 }],
        }),
    };

    private static IEnumerable<(Type Type, PropertyInfo Property)> Numbers =>
        from type in typeof(MeshModel).Assembly.GetExportedTypes()
        where type.Namespace == "Mesh" && !type.IsAbstract && !type.IsValueType && !type.IsSubclassOf(typeof(Exception))
        from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        where property.CanWrite && WrongValues(property.PropertyType).Length > 0
        select (type, property);

    [Fact]
    public void Every_number_of_a_model_is_an_error_out_of_its_range()
    {
        string[] accepted = [
            .. from number in Numbers
               where number.Type != typeof(TierCluster)
               from value in WrongValues(number.Property.PropertyType)
               where !ModelValidator.Validate(Model(number.Type, number.Property, value)).HasErrors
               select string.Create(CultureInfo.InvariantCulture, $"{number.Type.Name}.{number.Property.Name} = {value}")];

        Assert.Empty(accepted);
    }

    [Fact]
    public void Every_weight_of_a_tier_has_a_range() => Assert.All(
        (int[])[-1, 0, int.MinValue],
        weight => Assert.True(ModelValidator.Validate(With(new FailoverSettings { Order = [new([new("aws", 1), new("gcp", weight)])] }))
            .HasErrors));

    [Fact]
    public void Every_part_with_numbers_has_a_place() =>
        Assert.DoesNotContain(
            Numbers.Select(number => number.Type).Distinct().Except([.. Places.Keys, typeof(TierCluster)]),
            type => !type.Name.EndsWith("Server", StringComparison.Ordinal));

    private static ServiceDestination At80(ServiceDestination part) =>
        part with { Service = "a", Port = part.Port == 0 ? 80 : part.Port, Weight = part.Weight ?? 1 };

    private static MeshModel Model(Type type, PropertyInfo property, object value)
    {
        object part = type.IsSubclassOf(typeof(GatewayServer)) ? Servers.First(server => server.GetType() == type) with { }
            : Activator.CreateInstance(type)!;
        property.SetValue(part, value);
        return part is GatewayServer server ? With(server) : Places[type](part);
    }

    private static GatewayServer[] Servers => [Server, Https, Tcp, Passthrough];

    private static object[] WrongValues(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            Type number when number == typeof(int) => [-1, int.MinValue],
            Type real when real == typeof(double) => [-1.0, 0.0, double.NaN, double.PositiveInfinity],
            Type time when time == typeof(TimeSpan) => [TimeSpan.FromTicks(-1), TimeSpan.MinValue, TimeSpan.MaxValue],
            _ => [],
        };
}
