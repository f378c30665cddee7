using Mesh.Istio.Apply;
using Mesh.Istio.Hosting;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Apply;
using Mesh.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mesh.Istio.Tests.Hosting;

/// <summary>Options as the options of .NET: every way to give them works, and the ways compose.</summary>
public sealed class MeshOptionsTests
{
    [Fact]
    public void Configure_with_a_section_means_the_same_as_AddMesh_with_it()
    {
        IConfigurationSection section = Section(
            """{ "Clusters": { "aws": { "Context": "c" } }, "Apply": { "Stages": [["aws"]], "MaxPrunedShare": 0.25 }"""
            + """, "Inventory": { "Namespaces": ["a"] }, "UnhealthyAfter": "10m" }""");
        var services = new ServiceCollection();
        services.AddMesh();
        services.Configure<MeshOptions>(section);
        var other = new ServiceCollection();
        other.AddMesh(section);

        MeshOptions options = OptionsOf(services);

        Assert.Equal("aws", Assert.Single(options.Clusters).Name);
        Assert.Equal(OptionsOf(other), options);
    }

    [Fact]
    public void Every_way_to_give_options_composes_in_its_order()
    {
        var services = new ServiceCollection();
        services.AddMesh(
            Section("""{ "Clusters": { "aws": {} }, "ModelFolder": "of the section", "Apply": { "MaxPrunedShare": 0.25 } }"""));
        services.PostConfigure<MeshOptions>(options => options.UnhealthyAfter *= 2);
        services.Configure<MeshOptions>(options => options.UnhealthyAfter = TimeSpan.FromMinutes(1));
        services.AddMesh(options => options.ModelFolder = "of the action");
        services.AddMesh(options => options with { Reconciler = options.Reconciler with { RetryDelay = TimeSpan.FromSeconds(2) } });

        MeshOptions options = OptionsOf(services);

        Assert.Equal("aws", Assert.Single(options.Clusters).Name);
        Assert.Equal(("of the action", TimeSpan.FromMinutes(2)), (options.ModelFolder, options.UnhealthyAfter));
        Assert.Equal((0.25, TimeSpan.FromSeconds(2)), (options.Reconciler.Apply.MaxPrunedShare, options.Reconciler.RetryDelay));
    }

    [Fact]
    public void A_monitor_follows_the_section()
    {
        IConfigurationRoot root = new ConfigurationBuilder().AddInMemoryCollection([new("Mesh:ModelFolder", "before")]).Build();
        var services = new ServiceCollection();
        services.AddMesh(root.GetSection("Mesh"));
        IOptionsMonitor<MeshOptions> monitor = services.BuildServiceProvider().GetRequiredService<IOptionsMonitor<MeshOptions>>();
        string? before = monitor.CurrentValue.ModelFolder;

        root["Mesh:ModelFolder"] = "after";
        root.Reload();

        Assert.Equal(("before", "after"), (before, monitor.CurrentValue.ModelFolder));
    }

    [Fact]
    public void What_does_not_fit_is_said_with_key_and_value_whichever_way_it_came()
    {
        var services = new ServiceCollection();
        services.AddMesh();
        services.Configure<MeshOptions>(
            Section(
                """{ "UnhealthyAfter": "soon", "Apply": { "Prun": true, "MaxConcurrency": 0 }"""
                + """, "Connection": { "MaxRetries": "many" } }"""));
        services.PostConfigure<MeshOptions>(options => options.Reconciler = options.Reconciler with { RetryDelay = TimeSpan.Zero });

        var refused = Assert.Throws<OptionsValidationException>(() => OptionsOf(services));

        string[] starts =
        [
            "Apply:MaxConcurrency is '0': ", "Mesh:Apply:Prun is not known; ", "Mesh:Connection:MaxRetries is 'many'; "
                + "", "Mesh:UnhealthyAfter is 'soon'; ", "Reconciler:RetryDelay is '00:00:00': ",
        ];
        Assert.Equal(starts.Length, refused.Failures.Count());
        Assert.All(
            refused.Failures.Order(StringComparer.Ordinal).Zip(starts),
            pair => Assert.StartsWith(pair.Second, pair.First, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "Names": { "LabelPrefix": "p", "SharedNamespace": "s", "FieldManager": "m" } }""")]
    [InlineData("""{ "Generator": { "LabelPrefix": "p", "MulticlusterNamespace": "s" }, "Apply": { "FieldManager": "m" } }""")]
    public void Names_are_given_once_and_hold_everywhere(string json)
    {
        var services = new ServiceCollection();
        services.AddMesh(Section(json)).Services.AddMesh(
            options => options with { Reconciler = options.Reconciler with { Election = new() }, Clusters = [new ClusterOptions("aws")] });

        var options = MeshServiceCollectionExtensions.Options(services.BuildServiceProvider());

        Assert.Equal(("p", "s"), (options.Generator.LabelPrefix, options.Generator.MulticlusterNamespace));
        Assert.Equal(
            ("p", "m", ApplySetParent.ConfigMap("s", "m")),
            (options.Apply.LabelPrefix, options.Apply.FieldManager, options.Apply.ApplySet));
        Assert.Equal("s", options.Election!.Namespace);
    }

    [Fact]
    public void Two_names_for_one_thing_are_an_error_that_has_both()
    {
        var services = new ServiceCollection();
        services.AddMesh(Section("""{ "Generator": { "LabelPrefix": "one" }, "Apply": { "LabelPrefix": "other" } }"""));

        var refused = Assert.Throws<OptionsValidationException>(() => OptionsOf(services));

        string problem = Assert.Single(refused.Failures);
        Assert.Contains("LabelPrefix", problem, StringComparison.Ordinal);
        Assert.Contains("'one'", problem, StringComparison.Ordinal);
        Assert.Contains("'other'", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_prefix_is_given_once_and_protects_what_it_labels()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var services = new ServiceCollection();
        services.AddMesh(options => options with
        {
            Clusters = [new ClusterOptions("east") { Connect = (_, _) => LiveWorld.Open(world.East, "admin", LiveWorld.Fast) }],
            Reconciler = options.Reconciler with
            {
                Generator = new IstioGeneratorOptions { LabelPrefix = "mesh.example.com" },
                Apply = new ApplyOptions { MaxPrunedShare = 1, ProtectedWorkspaces = ["dev/bookinfo"] },
            },
        });
        await using ServiceProvider provider = services.BuildServiceProvider();
        Applier applier = provider.GetRequiredService<Applier>();
        await applier.ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, Labelled("a"), Labelled("b")));

        ApplyResult result = await applier.ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, Labelled("a")));

        Assert.NotNull(world.Find(ApplyWorld.Rule("b")));
        Assert.Equal("MA011", Assert.Single(result.Diagnostics).Code);
    }

    private static DestinationRule Labelled(string name)
    {
        DestinationRule rule = ApplyWorld.Rule(name);
        return rule with
        {
            Metadata = rule.Metadata with
            {
                Labels =
                [
                    new("app.kubernetes.io/managed-by", "mesh"), new(
                        "mesh.example.com/organization", "tetrate"), new("mesh.example.com/tenant", "dev"),
                    new("mesh.example.com/workspace", "bookinfo"),
                ],
            },
        };
    }

    private static MeshOptions OptionsOf(IServiceCollection services) =>
        services.BuildServiceProvider().GetRequiredService<IOptions<MeshOptions>>().Value;

    private static IConfigurationSection Section(string json)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{ "Mesh": {{json}} }"""));
        return new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Mesh");
    }
}
