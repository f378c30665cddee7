namespace Mesh.Conformance.Tests.Scenario;

/// <summary>
/// When things really began and ended to fail. The rig notes when it began to kill or to start processes, one after the other; the answers
/// of these processes show when each was gone or back. Nothing else is taken from the answers.
/// </summary>
internal static class RigTimeline
{
    // Longer than the rig ever took to end a process.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan JustAfter = TimeSpan.FromMilliseconds(1);

    // How long a process needs to start where no answer shows it.
    private static readonly TimeSpan Start = TimeSpan.FromMilliseconds(500);

    /// <summary>When a part of an event began.</summary>
    internal static TimeSpan BeganAt(RigPart part, TimeSpan at, TimeSpan next, RigRequest[] requests)
    {
        if (part.StopsAnswers)
        {
            return requests
                .Where(request => !request.Failed && request.At >= at && request.At < at + Longest && request.At < next
                    && part.Answers(request))
                .Select(request => request.At + request.Duration + JustAfter)
                .Append(at)
                .Max();
        }

        // A request that was under way then hung with what stopped; one that was answered soon after shows that nothing had stopped yet.
        TimeSpan first = requests.Where(request => request.At + request.Duration > at && IsBad(request)).Select(request =>
            request.At).DefaultIfEmpty(at).Min();
        return first < at ? first : requests
            .Where(request => request.At >= at && request.At < at + Soon && request.At < first && part.Answers(request))
            .Select(request => request.At + request.Duration + JustAfter)
            .Append(at)
            .Max();
    }

    private static TimeSpan Soon => TimeSpan.FromMilliseconds(500);

    private static bool IsBad(RigRequest request) => request.Failed || request.Duration > TimeSpan.FromSeconds(1);

    /// <summary>When a part was back after an event.</summary>
    internal static TimeSpan EndedAt(RigPart part, TimeSpan at, RigRequest[] requests)
    {
        if (!part.StopsAnswers)
        {
            return at;
        }

        RigRequest? first = requests.Where(request => !request.Failed && request.At >= at && part.Answers(request)).MinBy(request =>
            request.At);
        return first is null || first.At > at + Longest + Longest ? at + (part.EndsProcesses
            ? Start : TimeSpan.Zero) : first.At - JustAfter;
    }
}
