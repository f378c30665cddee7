namespace Checking;

/// <summary>How the check ended, for pipelines.</summary>
internal static class ExitCode
{
    /// <summary>Nothing is lost, and no finding is as severe as <c>--fail-on</c>.</summary>
    public const int Fine = 0;

    /// <summary>Findings are as severe as <c>--fail-on</c>; nothing is lost.</summary>
    public const int Findings = 1;

    /// <summary>Requests are lost.</summary>
    public const int Lost = 2;

    /// <summary>Nobody knows: the command line, a file, a cluster or a name is not as it has to be.</summary>
    public const int Unknown = 3;
}
