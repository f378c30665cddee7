using System.Globalization;
using Mesh.Diagnostics;

namespace Mesh.Istio.Generation;

/// <summary>What is said of retries and of what ends a request that nobody answers, for hosts and for exposed services alike.</summary>
internal static class RetryFindings
{
    public static Diagnostic Hang(string path, string whatHas) => GenerationDiagnostics.HangNotCovered.At(
        path,
        $"{whatHas} no request timeout. When a gateway or pod takes a request and never answers, HTTP/1.1 callers lose one request for "
            + "each connection they hold, and an application that hangs behind a living sidecar is ended by nothing.",
        "Set a request timeout that the slowest right answer keeps.");

    public static Diagnostic ByMethod(string path, string what) => GenerationDiagnostics.RepeatedByMethod.At(
        path,
        $"Calls of {what} are repeated after a gateway's own error or a broken connection only where the method is one of "
            + $"{RetryRoutes.Methods}. Of all others up to 3 fail when a gateway's pods die, 12 to 13 when two places die together; none "
            + "is executed twice.",
        "Say Idempotent() where every request may be executed twice, NotIdempotent() where none may.");

    public static Diagnostic Grpc(string path, string what) => GenerationDiagnostics.GrpcRepeated.At(
        path,
        $"Calls of {what} are repeated by gRPC status: an application that answers UNAVAILABLE or CANCELLED is asked again, and may "
            + "execute the call twice. A gateway that dies costs one call for each connection, and a stream that breaks after its first "
                + "message is "
            + "neither repeated nor counted.",
        "Say Idempotent() where every call may be executed twice: then broken connections are repeated too; NotIdempotent() where none "
            + "may.");

    public static Diagnostic NothingEnds(string path, string what, IEnumerable<string> clusters) =>
        GenerationDiagnostics.NothingEndsHangs.At(
            path,
            $"Calls of {what} share connections, Istio in cluster(s) {string.Join(", ", clusters)} is older than 1.31 and cannot watch "
                + "those, and there is no request timeout: one connection that hangs holds every call for ever, and nothing is ejected.",
            "Set a request timeout, or upgrade to Istio 1.31.");

    /// <summary>Adds a finding if some clients have more places to fall back to than tries.</summary>
    public static void AddUnreached(
        string path, string what, IEnumerable<(ClusterFacts Client, int Fallbacks)> clients, ICollection<Diagnostic> diagnostics)
    {
        (ClusterFacts Client, int Fallbacks)[] unreached = [.. clients.Where(
            pair => !RetryPlan.Default(pair.Fallbacks).Reaches(pair.Fallbacks))];
        if (unreached.Length == 0)
        {
            return;
        }

        int most = unreached.Max(pair => pair.Fallbacks);
        int attempts = RetryPlan.Default(most).Attempts;
        string names = string.Join(", ", unreached.Select(pair => pair.Client.Name));
        diagnostics.Add(GenerationDiagnostics.RetriesTooFew.At(
            path,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Callers of {what} in cluster(s) {names} can fall back {most} times; {attempts} tries reach {attempts / 2} of these "
                + $"places. When all of those die together, requests fail until they are ejected."),
            "Nothing, or set the attempts; every try more makes a broken path more expensive."));
    }

    public static Diagnostic Spill(string path, string what, IEnumerable<string> clients) => GenerationDiagnostics.SpillsByAddress.At(
        path,
        $"In cluster(s) {string.Join(", ", clients)} clusters that share a tier of {what} have unlike numbers of addresses. Their shares "
            + "are what the model says, but when some die, what goes to the next tier counts healthy addresses and not clusters.",
        "Nothing, or give the gateways of one tier the same number of addresses.");
}
