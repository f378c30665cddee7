using Mesh.Diagnostics;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Reconciling;

namespace Mesh.Istio.Movement.Running;

/// <summary>
/// One term of a runner: reads where the movement is, and carries it on or back. Before anything is done it is written what, so whoever
/// comes after a crash does it again or takes it back.
/// </summary>
internal sealed class MovementRun(
    MovementPlan plan, MovementStore store, MovementRunParts parts, StatusBoard<MovementRunStatus> board)
{
    private const int MostReadings = 5;

    private readonly string _identity = PlanIdentity.Of(plan);
    private readonly MovementStep[] _changing = [.. PlanIdentity.Changing(plan)];

    /// <param name="sawAnother">Whether somebody else carried out a plan while this one waited: what he ended is the result.</param>
    /// <param name="cancellationToken">Ends it where it is.</param>
    public async Task<MovementRunStatus> RunAsync(bool sawAnother, CancellationToken cancellationToken)
    {
        try
        {
            for (int reading = 0; reading < MostReadings; reading++)
            {
                MovementRecord? found = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (await StepAsync(found, sawAnother, cancellationToken).ConfigureAwait(false) is { } ended)
                {
                    return ended;
                }
            }

            return Interrupted(MovementDiagnostics.PlaceUnwritten.At(
                MovementText.Title(plan), "Somebody else writes where the movement is.", "See who does, then run the same plan again."));
        }
        catch (MovementStoppedException stopped)
        {
            return Interrupted(stopped.Finding);
        }
    }

    private async Task<MovementRunStatus?> StepAsync(MovementRecord? found, bool sawAnother, CancellationToken cancellationToken)
    {
        if (found is { IsUnderWay: true } && found.Plan != _identity)
        {
            return Refused(found);
        }

        if (found is null || found.Plan != _identity)
        {
            return await ForwardAsync(
                new MovementRecord(_identity, MovementText.Title(plan), MovementRunState.Moving, 0), cancellationToken)
                .ConfigureAwait(false);
        }

        Show(found);
        if (found.State == MovementRunState.GoingBack)
        {
            return await BackAsync(found, cancellationToken).ConfigureAwait(false);
        }

        if (!found.IsUnderWay && (sawAnother || await IsDoneAsync(found, cancellationToken).ConfigureAwait(false)))
        {
            return Ended(found);
        }

        // After it went back somebody asks again; after the end somebody undid it.
        int reached = found.State == MovementRunState.Done ? 0 : found.Reached;
        return await ForwardAsync(
            found with { State = MovementRunState.Moving, Reached = Math.Min(reached, _changing.Length), Reason = "" }, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Carries on to the end or back; null when somebody else wrote where the movement is.</summary>
    private async Task<MovementRunStatus?> ForwardAsync(MovementRecord record, CancellationToken cancellationToken)
    {
        int next = record.Reached == 0 ? 0 : _changing[record.Reached - 1].Number;
        foreach (MovementStep step in plan.Steps.Skip(next))
        {
            record = record with { Trying = FormattableString.Invariant($"{step.Number}. {step.Title}") };
            if (!await WriteAsync(record, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            using MovementStepTelemetry told = parts.Begin(step);
            string? failure = await TryAsync(step, cancellationToken).ConfigureAwait(false);
            told.End(failure is null);
            if (failure is not null)
            {
                parts.Log.Failed(step, failure);
                return await BackAsync(
                    record with
                    {
                        State = MovementRunState.GoingBack,
                        Back = parts.Options.Fallback == MovementFallback.Start ? 0 : record.Reached,
                        Reason = FormattableString.Invariant($"step {step.Number}, {step.Title}: {failure}"),
                    }, cancellationToken).ConfigureAwait(false);
            }

            parts.Log.CarriedOut(step);
            record = record with { Reached = record.Reached + (step.Action == MovementAction.Scale ? 0 : 1) };
        }

        record = record with { State = MovementRunState.Done, Trying = "" };
        return await WriteAsync(record, cancellationToken).ConfigureAwait(false) ? Ended(record) : null;
    }

    private async Task<string?> TryAsync(MovementStep step, CancellationToken cancellationToken) =>
        await parts.Gates.AskAsync(new MovementGateContext(plan, step, IsCarriedOut: false), cancellationToken).ConfigureAwait(false)
        ?? await parts.Carrier.CarryOutAsync(plan, step, cancellationToken).ConfigureAwait(false)
        ?? await parts.Gates.AskAsync(new MovementGateContext(plan, step, IsCarriedOut: true), cancellationToken).ConfigureAwait(false);

    // No gate keeps from going back: every state of the plan that was let through carried its load.
    private async Task<MovementRunStatus?> BackAsync(MovementRecord record, CancellationToken cancellationToken)
    {
        record = record with { Back = Math.Min(record.Back, _changing.Length) };
        if (!await WriteAsync(record, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        MeshResources target = record.Back == 0 ? plan.Before! : _changing[record.Back - 1].Resources!;
        if (await parts.Carrier.ApplyAsync(target, cancellationToken).ConfigureAwait(false) is { } failure)
        {
            throw new MovementStoppedException(MovementDiagnostics.StuckBetween.At(
                MovementText.Title(plan), $"It went back because of {record.Reason}; then {failure}",
                "Repair what keeps it, then run the same plan again: it goes on going back."));
        }

        record = record with { State = MovementRunState.WentBack, Reached = record.Back, Trying = "" };
        return await WriteAsync(record, cancellationToken).ConfigureAwait(false) ? Ended(record) : null;
    }

    /// <summary>Whether a movement that ended is still so.</summary>
    private async Task<bool> IsDoneAsync(MovementRecord found, CancellationToken cancellationToken)
    {
        if (found.State != MovementRunState.Done)
        {
            return false;
        }

        ApplyPlan live = await parts.Planner.PlanAsync(plan.Steps[^1].Resources!, cancellationToken).ConfigureAwait(false);
        return !live.HasChanges && !live.HasProblems;
    }

    private async Task<bool> WriteAsync(MovementRecord record, CancellationToken cancellationToken)
    {
        Show(record);
        return await store.WriteAsync(record, cancellationToken).ConfigureAwait(false);
    }

    private void Show(MovementRecord record) => board.Update(status => status with
    {
        State = record.State,
        Plan = record.Title,
        Step = NumberOf(record),
        Trying = record.Trying,
        Diagnostics = record.Reason.Length == 0 ? DiagnosticList.Empty : new DiagnosticList([WhyBack(record)]),
    });

    private MovementRunStatus Ended(MovementRecord record)
    {
        Show(record);
        return board.Current;
    }

    private MovementRunStatus Interrupted(Diagnostic finding) => board.Current with
    {
        State = MovementRunState.Interrupted,
        Diagnostics = new DiagnosticList([.. board.Current.Diagnostics, finding]),
    };

    private MovementRunStatus Refused(MovementRecord found) => board.Current with
    {
        State = MovementRunState.Refused,
        Plan = MovementText.Title(plan),
        Diagnostics = new DiagnosticList([MovementDiagnostics.NotCarriedOut.At(
            MovementText.Title(plan), $"Another movement is under way: {found.Title}, {found.Trying}.",
            "Run that plan to its end first. One that nobody has any more ends when its ConfigMap is deleted.")]),
    };

    private Diagnostic WhyBack(MovementRecord record) => MovementDiagnostics.WentBack.At(
        MovementText.Title(plan), $"{record.Reason}.",
        _changing.Take(record.Reached + 1).Any(step => step.Action == MovementAction.Users)
            ? "Point the users back, repair what is named, then run the plan again." : "Repair what is named, then run the plan again.");

    private int NumberOf(MovementRecord record) => record.Reached is var reached && reached > 0 && reached <= _changing.Length
        ? _changing[reached - 1].Number : 0;
}
