using Mesh.Cases.Tests.Expectations;

namespace Mesh.Cases.Tests.Checks;

/// <summary>The names of the checks.</summary>
internal static class CheckParser
{
    /// <exception cref="FormatException">The line is no check.</exception>
    public static ICaseCheck Parse(ExpectLine line, IReadOnlySet<string> clusters) => line.Check switch
    {
        "read" or "inventory" or "analyze" or "either" => FindingsCheck.Parse(line),
        "forecast" or "gateway" => ForecastCheck.Parse(line, clusters),
        "simulate" => SimulationCheck.Parse(line, clusters),
        "proof" => ProofCheck.Parse(line),
        "view" => ViewCheck.Parse(line),
        _ => throw new FormatException($"unknown check '{line.Check}'"),
    };
}
