using Mesh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Mesh.Istio.Movement.Running;

/// <summary>
/// What a runner logs; the page <c>docs/movement.md</c> lists the events. Messages hold names and findings, never objects.
/// </summary>
internal sealed partial class MovementLog(ILogger logger)
{
    public void Begins(string plan, string runner) => LogBegins(logger, plan, runner);

    public void Waits(string other) => LogWaits(logger, other);

    public void CarriedOut(MovementStep step) => LogCarriedOut(logger, step.Number, step.Title);

    public void Failed(MovementStep step, string reason) => LogFailed(logger, step.Number, step.Title, reason);

    public void Ended(MovementRunStatus status)
    {
        foreach (Diagnostic finding in status.Diagnostics)
        {
            LogFound(logger, finding);
        }

        LogEnded(logger, status.Plan, status.State, status.Step);
    }

    [LoggerMessage(1, LogLevel.Information, "{Plan} begins or goes on, as {Runner}.")]
    private static partial void LogBegins(ILogger logger, string plan, string runner);

    [LoggerMessage(2, LogLevel.Information, "{Other} carries out a plan; this runner is on standby.")]
    private static partial void LogWaits(ILogger logger, string other);

    [LoggerMessage(3, LogLevel.Information, "Step {Step} was carried out and let through: {Title}.")]
    private static partial void LogCarriedOut(ILogger logger, int step, string title);

    [LoggerMessage(4, LogLevel.Warning, "Step {Step} failed, and the movement goes back: {Title}: {Reason}.")]
    private static partial void LogFailed(ILogger logger, int step, string title, string reason);

    [LoggerMessage(5, LogLevel.Error, "{Finding}")]
    private static partial void LogFound(ILogger logger, Diagnostic finding);

    [LoggerMessage(6, LogLevel.Information, "{Plan} ended: {State} after step {Step}.")]
    private static partial void LogEnded(ILogger logger, string plan, MovementRunState state, int step);
}
