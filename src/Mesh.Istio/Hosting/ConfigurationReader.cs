using Mesh.Istio.Apply;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Reconciling.Election;
using Mesh.Kubernetes.Connections;
using Mesh.Kubernetes.Reading;
using Microsoft.Extensions.Configuration;

namespace Mesh.Istio.Hosting;

/// <summary>
/// Reads the options of a section. Every option that can be written as text has the key of its property; <c>docs/hosting.md</c> lists them.
/// </summary>
/// <remarks>Written here because .NET's binder stops at the first fault and passes over keys that it does not know.</remarks>
internal static class ConfigurationReader
{
    /// <summary>Reads a whole section into the options; what is not in it stays as it is.</summary>
    public static void Read(IConfigurationSection section, MeshOptions options)
    {
        var problems = new List<string>();
        var root = new SectionReader(section, problems);
        (string Key, Action<SectionReader, MeshOptions> Read)[] parts =
        [
            ("Clusters", Clusters), ("Names", Names), ("Connection", Connection), ("Inventory", Inventory), ("Generator", Generator),
            ("Apply", Apply), ("Reconciler", Reconciler),
        ];
        foreach ((string key, Action<SectionReader, MeshOptions> read) in parts.Where(part => root.Has(part.Key)))
        {
            root.Section(key, reader =>
            {
                read(reader, options);
                return true;
            });
        }

        options.ModelFolder = root.Text("ModelFolder", options.ModelFolder);
        options.UnhealthyAfter = root.Duration("UnhealthyAfter", options.UnhealthyAfter);
        root.End();
        options.AddUnreadable(problems);
    }

    public static void Clusters(SectionReader reader, MeshOptions options) => options.Clusters = reader.Each(Cluster);

    public static void Names(SectionReader reader, MeshOptions options) => options.Names = options.Names with
    {
        LabelPrefix = reader.Text("LabelPrefix", options.Names.LabelPrefix)!,
        SharedNamespace = reader.Text("SharedNamespace", options.Names.SharedNamespace)!,
        FieldManager = reader.Text("FieldManager", options.Names.FieldManager)!,
    };

    public static void Connection(SectionReader reader, MeshOptions options) => options.Connection = Connection(reader, options.Connection);

    public static void Inventory(SectionReader reader, MeshOptions options) =>
        options.Reconciler = options.Reconciler with { Inventory = Inventory(reader, options.Reconciler.Inventory) };

    public static void Generator(SectionReader reader, MeshOptions options) =>
        options.Reconciler = options.Reconciler with { Generator = Generator(reader, options.Reconciler.Generator) };

    public static void Apply(SectionReader reader, MeshOptions options) =>
        options.Reconciler = options.Reconciler with { Apply = Apply(reader, options.Reconciler.Apply) };

    public static void Reconciler(SectionReader reader, MeshOptions options) => options.Reconciler = Reconciler(reader, options.Reconciler);

    private static ClusterOptions Cluster(string name, SectionReader reader) => new(name)
    {
        Kubeconfig = reader.Text("Kubeconfig", null),
        Context = reader.Text("Context", null),
        InCluster = reader.Flag("InCluster", false),
    };

    private static ClusterConnectionOptions Connection(SectionReader reader, ClusterConnectionOptions given) => given with
    {
        AttemptTimeout = reader.Duration("AttemptTimeout", given.AttemptTimeout),
        MaxRetries = reader.Whole("MaxRetries", given.MaxRetries),
        RetryDelay = reader.Duration("RetryDelay", given.RetryDelay),
        MaxRetryDelay = reader.Duration("MaxRetryDelay", given.MaxRetryDelay),
        MaxRetryAfter = reader.Duration("MaxRetryAfter", given.MaxRetryAfter),
        MaxConcurrency = reader.Whole("MaxConcurrency", given.MaxConcurrency),
        BreakerFailureRatio = reader.Number("BreakerFailureRatio", given.BreakerFailureRatio),
        BreakerMinimumThroughput = reader.Whole("BreakerMinimumThroughput", given.BreakerMinimumThroughput),
        BreakerWindow = reader.Duration("BreakerWindow", given.BreakerWindow),
        BreakDuration = reader.Duration("BreakDuration", given.BreakDuration),
        MaxResponseBytes = reader.Whole("MaxResponseBytes", given.MaxResponseBytes),
        MaxWatchLineBytes = reader.Whole("MaxWatchLineBytes", given.MaxWatchLineBytes),
        MaxListObjects = reader.Whole("MaxListObjects", given.MaxListObjects),
        AllowInsecureTls = reader.Flag("AllowInsecureTls", given.AllowInsecureTls),
        UserAgent = reader.Text("UserAgent", given.UserAgent)!,
    };

    private static LiveInventoryOptions Inventory(SectionReader reader, LiveInventoryOptions given) => given with
    {
        Namespaces = reader.List("Namespaces", given.Namespaces),
        IstioNamespaces = reader.List("IstioNamespaces", given.IstioNamespaces),
        PageSize = reader.Whole("PageSize", given.PageSize),
        Debounce = reader.Duration("Debounce", given.Debounce),
        WatchTimeout = reader.Duration("WatchTimeout", given.WatchTimeout),
        ReconnectDelay = reader.Duration("ReconnectDelay", given.ReconnectDelay),
        MaxReconnectDelay = reader.Duration("MaxReconnectDelay", given.MaxReconnectDelay),
        FirstWait = reader.Duration("FirstWait", given.FirstWait),
    };

    private static IstioGeneratorOptions Generator(SectionReader reader, IstioGeneratorOptions given) => given with
    {
        MulticlusterNamespace = reader.Text("MulticlusterNamespace", given.MulticlusterNamespace)!,
        LabelPrefix = reader.Text("LabelPrefix", given.LabelPrefix)!,
    };

    private static ApplyOptions Apply(SectionReader reader, ApplyOptions given) => given with
    {
        FieldManager = reader.Text("FieldManager", given.FieldManager)!,
        Organization = reader.Text("Organization", given.Organization),
        ForceConflicts = reader.Flag("ForceConflicts", given.ForceConflicts),
        ForceOwnFields = reader.Flag("ForceOwnFields", given.ForceOwnFields),
        Prune = reader.Flag("Prune", given.Prune),
        MaxPrunedShare = reader.Number("MaxPrunedShare", given.MaxPrunedShare),
        ProtectedWorkspaces = reader.List("ProtectedWorkspaces", given.ProtectedWorkspaces),
        LabelPrefix = reader.Text("LabelPrefix", given.LabelPrefix)!,
        MaxConcurrency = reader.Whole("MaxConcurrency", given.MaxConcurrency),
        PageSize = reader.Whole("PageSize", given.PageSize),
        Stages = reader.Lists("Stages", given.Stages),
        OnFailure = reader.Word("OnFailure", given.OnFailure, ("Stop", FailureHandling.Stop), ("Continue", FailureHandling.Continue)),
        DryRun = reader.Flag("DryRun", given.DryRun),
    };

    private static ReconcilerOptions Reconciler(SectionReader reader, ReconcilerOptions given) => given with
    {
        WhenIncomplete = reader.Word(
            "WhenIncomplete", given.WhenIncomplete, ("Hold", IncompleteHandling.Hold),
            ("ApplyWithoutPruning", IncompleteHandling.ApplyWithoutPruning)),
        Drift = reader.Word(
            "Drift", given.Drift, ("Report", DriftHandling.Report), ("Correct", DriftHandling.Correct), ("Ignore", DriftHandling.Ignore)),
        DriftInterval = reader.Duration("DriftInterval", given.DriftInterval),
        RetryDelay = reader.Duration("RetryDelay", given.RetryDelay),
        MaxRetryDelay = reader.Duration("MaxRetryDelay", given.MaxRetryDelay),
        Election = reader.Has("Election") ? reader.Section("Election", election => Election(election, given.Election ?? new()))
            : given.Election,
    };

    private static LeaderElectionOptions? Election(SectionReader reader, LeaderElectionOptions given)
    {
        bool isOn = reader.Flag("Enabled", true);
        LeaderElectionOptions election = given with
        {
            Cluster = reader.Text("Cluster", given.Cluster),
            Name = reader.Text("Name", given.Name)!,
            Identity = reader.Text("Identity", given.Identity),
            LeaseDuration = reader.Duration("LeaseDuration", given.LeaseDuration),
            RenewDeadline = reader.Duration("RenewDeadline", given.RenewDeadline),
            RetryPeriod = reader.Duration("RetryPeriod", given.RetryPeriod),
        };
        // A namespace that is not given follows the names of the mesh.
        election = reader.Text("Namespace", null) is { } home ? election with { Namespace = home } : election;
        return isOn ? election : null;
    }
}
