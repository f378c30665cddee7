using Mesh.Istio.Apply.Api;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Planning;

/// <summary>What a response that is no success means for one object: the one table for plans, runs and lists.</summary>
/// <param name="Action">What a plan says.</param>
/// <param name="Outcome">What a run says.</param>
/// <param name="Message">The words of both; empty where action and outcome say it all.</param>
/// <param name="Finding">The finding of both.</param>
internal sealed record Rejection(PlannedAction Action, ApplyOutcome Outcome, string Message, Finding Finding)
{
    /// <param name="response">The response.</param>
    /// <param name="kind">The kind of the object.</param>
    /// <param name="isWrite">Whether it answers a write; a list or a dry run that fails changes
    /// nothing, so the cluster could merely not be asked.</param>
    public static Rejection Of(ApiResponse response, ResourceKind kind, bool isWrite) => response.Kind switch
    {
        ResponseKind.FieldConflict => new(PlannedAction.Conflict, ApplyOutcome.Conflict, "", Finding.Conflict),
        ResponseKind.Forbidden => new(PlannedAction.Forbidden, ApplyOutcome.Forbidden, response.Message, Finding.Forbidden),
        ResponseKind.NamespaceMissing => new(PlannedAction.Invalid, ApplyOutcome.Invalid, response.Message, Finding.NamespaceMissing),
        ResponseKind.NamespaceTerminating =>
            new(PlannedAction.Invalid, ApplyOutcome.Failed, response.Message, Finding.NamespaceTerminating),
        ResponseKind.NotServed =>
            new(PlannedAction.Invalid, ApplyOutcome.Invalid, $"The cluster does not serve {kind.Kind}.", Finding.NotServed),
        ResponseKind.Invalid => new(PlannedAction.Invalid, ApplyOutcome.Invalid, response.Message, Finding.Refused.For(response)),
        ResponseKind.Unconfirmed when isWrite =>
            new(PlannedAction.Unknown, ApplyOutcome.Unknown, response.Message, Finding.Failed.For(response)),
        _ => new(
            PlannedAction.Unknown, ApplyOutcome.Failed, response.Message,
            (isWrite || response.Webhook.Length > 0 ? Finding.Failed : Finding.Unreachable).For(response)),
    };

    /// <summary>
    /// A list that was rejected says something about an object only where it may not be read or is not served; otherwise nothing is known.
    /// </summary>
    public static Rejection OfList(ApiResponse response, ResourceKind kind) =>
        response.Kind is ResponseKind.Forbidden or ResponseKind.NotServed
        ? Of(response, kind, isWrite: false)
        : new(PlannedAction.Unknown, ApplyOutcome.Failed, response.Message, Finding.Unreachable);
}
