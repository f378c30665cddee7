using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json;
using Spectre.Console;

namespace Checking;

/// <summary>The command line.</summary>
internal static class CheckCommand
{
    private const string Description =
        """
        Checks a multi-cluster mesh: what is wrong in it, where requests go when something fails, and whether it survives. Changes nothing.

        In a pipeline:
          mesh-check --model model --dumps dumps --out out
          mesh-check --model model --dumps dumps --since main/report.json --markdown comment.md

        Exit codes:
          0  nothing is lost, and no finding is as severe as --fail-on
          1  findings are as severe as --fail-on
          2  requests are lost in something that was asked
          3  not known: a name, a file or a cluster is not as it has to be
        """;

    /// <summary>Does what the arguments say; without arguments it shows the help.</summary>
    public static async Task<int> RunAsync(string[] args, IAnsiConsole console, TextWriter? output = null)
    {
        var options = new CheckOptions();
        var command = new RootCommand(Description);
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) => args.Length == 0
            ? await Invoke(command.Parse(["--help"]), output)
            : await CheckAsync(options.Read(parsed), console, cancellationToken));
        ParseResult parsed = command.Parse(args);
        if (parsed.Action is ParseErrorAction refused)
        {
            // The error is what has to be seen; it names what there is.
            refused.ShowHelp = false;
        }

        int code = await Invoke(parsed, output);
        return parsed.Errors.Count > 0 ? ExitCode.Unknown : code;
    }

    private static Task<int> Invoke(ParseResult parsed, TextWriter? output)
    {
        InvocationConfiguration configuration = new();
        if (output is not null)
        {
            (configuration.Output, configuration.Error) = (output, output);
        }

        return parsed.InvokeAsync(configuration);
    }

    private static async Task<int> CheckAsync(CheckRequest request, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var screen = new Screen(console);
        try
        {
            CheckResult result = await new Check(request, screen).RunAsync(cancellationToken);
            screen.Show(result.Report);
            foreach (string file in ResultFiles.Write(request.Files, result))
            {
                screen.Say($"Wrote {file}");
            }

            return result.ExitCode(request.FailOn);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidDataException
            or ArgumentException)
        {
            screen.Say($"Not known: {e.Message}");
            return ExitCode.Unknown;
        }
    }
}
