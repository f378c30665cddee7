using System.CommandLine;
using System.CommandLine.Parsing;
using Mesh.Diagnostics;
using Mesh.Istio.Failures;

namespace Checking;

/// <summary>The options of the command line, each with a help that needs no manual.</summary>
internal sealed class CheckOptions
{
    public Option<DirectoryInfo> Model { get; } = Folder(
        "--model", "The model: a folder of YAML or JSON documents. Its resources are generated and checked.");

    public Option<DirectoryInfo> Resources { get; } = Folder(
        "--resources", "Istio's resources as they are, in place of a model: one folder of manifests for each cluster.");

    public Option<DirectoryInfo> Dumps { get; } = Folder(
        "--dumps", "What kubectl printed: one folder for each cluster. No cluster is asked.");

    public Option<KeyValuePair<string, string>[]> Contexts { get; } = new("--contexts")
    {
        Description = "Running clusters, in place of dumps: names in the model with contexts of the kubeconfig, as in "
            + "aws=prod-aws,gcp=prod-gcp. "
            + "They are only read.",
        HelpName = "CLUSTER=CONTEXT,…",
        CustomParser = ContextsOf,
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<FileInfo> Kubeconfig { get; } = new Option<FileInfo>("--kubeconfig")
    {
        Description = "The kubeconfig file. Default: the one that kubectl would use.",
        HelpName = "FILE",
    }.AcceptExistingOnly();

    public Option<string[]> Hosts { get; } = new("--host")
    {
        Description = "Asks every workload about this host and port. May be given several times. "
            + "Default: every workload calls every host for which failover can be configured.",
        HelpName = "HOST[:PORT]",
    };

    public Option<FailureScopes> Failures { get; } = new("--fail")
    {
        Description = $"The kinds of things that fail, each alone: {string.Join(", ", Scopes.Keys)}, all. Default: "
            + "clusters,zones,gateways.",
        HelpName = "KIND,…",
        CustomParser = ScopesOf,
    };

    public Option<int> AtOnce { get; } = new("--at-once")
    {
        Description = "The proof: any so many of these things fail at once, in every combination.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 1,
    };

    public Option<string> Title { get; } = new("--title")
    {
        Description = "The title of the report.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "Mesh",
    };

    public Option<FileInfo> Since { get; } = new Option<FileInfo>("--since")
    {
        Description = "The JSON of an earlier check: the report says what changed.",
        HelpName = "report.json",
    }.AcceptExistingOnly();

    public Option<DirectoryInfo> Out { get; } = new("--out")
    {
        Description = "Writes every format into this folder: report.html, report.md, report.xml (JUnit), report.sarif, report.json.",
        HelpName = "FOLDER",
    };

    public Option<string> FailOn { get; } = new Option<string>("--fail-on")
    {
        Description = "The least severe finding for which the exit code is 1: error, warning, info or never.",
        HelpName = "SEVERITY",
        DefaultValueFactory = _ => "error",
    }.AcceptOnlyFromAmong("error", "warning", "info", "never");

    public IReadOnlyDictionary<string, Option<FileInfo>> Files { get; } = new Dictionary<string, Option<FileInfo>>(StringComparer.Ordinal)
    {
        ["html"] = FileOf("--html", "The report as one HTML file."),
        ["markdown"] = FileOf("--markdown", "The report as a comment on a pull request."),
        ["junit"] = FileOf("--junit", "Proofs and failures as test cases, for any CI."),
        ["sarif"] = FileOf("--sarif", "The findings, for code hosts and editors."),
        ["json"] = FileOf("--json", "The report to be compared with by the next check (--since)."),
    };

    private static SortedDictionary<string, FailureScopes> Scopes { get; } = new(StringComparer.Ordinal)
    {
        ["clusters"] = FailureScopes.Clusters,
        ["regions"] = FailureScopes.Regions,
        ["zones"] = FailureScopes.Zones,
        ["gateways"] = FailureScopes.Gateways,
        ["services"] = FailureScopes.Services,
        ["workloads"] = FailureScopes.Workloads,
        ["addresses"] = FailureScopes.Addresses,
        ["control-planes"] = FailureScopes.ControlPlanes,
        ["certificates"] = FailureScopes.Certificates,
    };

    /// <summary>Puts all of them into a command and says which belong together.</summary>
    public void AddTo(RootCommand command)
    {
        Option[] all = [Model, Resources, Dumps, Contexts, Kubeconfig, Hosts, Failures, AtOnce, Title, Since, Out, .. Files.Values, FailOn];
        Array.ForEach(all, command.Add);
        command.Validators.Add(result =>
        {
            bool Given(Option option) => result.GetResult(option) is { Implicit: false };
            if (!all.Any(Given))
            {
                return;
            }

            OneOf(result, Given, Model, Resources);
            OneOf(result, Given, Dumps, Contexts);
            if (Given(Kubeconfig) && !Given(Contexts))
            {
                result.AddError("'--kubeconfig' needs --contexts: without it no running cluster is asked.");
            }

            if (result.GetResult(AtOnce) is { } given && !given.Errors.Any() && result.GetValue(AtOnce) is < 0 or > 5)
            {
                result.AddError("'--at-once' is from 0 to 5.");
            }
        });
    }

    public CheckRequest Read(ParseResult parsed)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] names = ["report.html", "report.md", "report.xml", "report.sarif", "report.json"];
        foreach (((string format, Option<FileInfo> option), string name) in Files.Zip(names, (file, name) => (file, name)))
        {
            if (parsed.GetValue(option)?.FullName is { } named)
            {
                files[format] = named;
            }
            else if (parsed.GetValue(Out)?.FullName is { } folder)
            {
                files[format] = Path.Combine(folder, name);
            }
        }

        return new CheckRequest
        {
            Model = parsed.GetValue(Model)?.FullName,
            Resources = parsed.GetValue(Resources)?.FullName,
            Dumps = parsed.GetValue(Dumps)?.FullName,
            Contexts = new Dictionary<string, string>(parsed.GetValue(Contexts) ?? [], StringComparer.Ordinal),
            Kubeconfig = parsed.GetValue(Kubeconfig)?.FullName,
            Hosts = parsed.GetValue(Hosts) ?? [],
            Failures = parsed.GetResult(Failures) is null ? FailureScopes.Default : parsed.GetValue(Failures),
            AtOnce = parsed.GetValue(AtOnce),
            Title = parsed.GetValue(Title) is { Length: > 0 } title ? title : "Mesh",
            Since = parsed.GetValue(Since)?.FullName,
            Files = files,
            FailOn = parsed.GetValue(FailOn) switch
            {
                "never" => null,
                "warning" => DiagnosticSeverity.Warning,
                "info" => DiagnosticSeverity.Info,
                _ => DiagnosticSeverity.Error,
            },
        };
    }

    private static void OneOf(CommandResult result, Func<Option, bool> given, Option one, Option other)
    {
        if (given(one) == given(other))
        {
            result.AddError($"Give either '{one.Name}' or '{other.Name}'.");
        }
    }

    private static Option<DirectoryInfo> Folder(string name, string description) => new Option<DirectoryInfo>(name)
    {
        Description = description,
        HelpName = "FOLDER",
    }.AcceptExistingOnly();

    private static Option<FileInfo> FileOf(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static KeyValuePair<string, string>[] ContextsOf(ArgumentResult argument)
    {
        KeyValuePair<string, string>[] named = [.. Words(argument).Select(text => text.Split('=', 2) is [var cluster, var context]
            ? KeyValuePair.Create(cluster, context)
            : KeyValuePair.Create(text, text))];
        if (named.GroupBy(context => context.Key, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            argument.AddError($"'--contexts' names the cluster '{twice.Key}' twice.");
        }

        return named;
    }

    private static FailureScopes ScopesOf(ArgumentResult argument)
    {
        FailureScopes scopes = FailureScopes.None;
        foreach (string word in Words(argument))
        {
            if (word == "all")
            {
                scopes |= FailureScopes.All;
            }
            else if (Scopes.TryGetValue(word, out FailureScopes scope))
            {
                scopes |= scope;
            }
            else
            {
                argument.AddError($"'--fail' knows no kind '{word}'. There are: {string.Join(", ", Scopes.Keys)}, all.");
            }
        }

        return scopes;
    }

    private static IEnumerable<string> Words(ArgumentResult argument) => argument.Tokens
        .SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
