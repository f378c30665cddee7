using Mesh.Diagnostics;
using Mesh.Istio.Apply.Api;

namespace Mesh.Istio.Apply.Planning;

/// <summary>A finding about an object before it has place and message: what kind it is and what helps.</summary>
/// <param name="Descriptor">The kind; <see langword="null"/> for none.</param>
/// <param name="Help">What to do.</param>
internal sealed record Finding(DiagnosticDescriptor? Descriptor, string Help)
{
    public static Finding None { get; } = new(null, "");

    public static Finding Unreachable { get; } = new(
        ApplyDiagnostics.Unreachable, "Check address, credentials and health of the cluster, then run again.");

    public static Finding Refused { get; } = new(
        ApplyDiagnostics.Refused, "Correct the object, or install the CRDs of the Istio version that it was generated for.");

    public static Finding Conflict { get; } = new(
        ApplyDiagnostics.Conflict, "Agree with the owner, or take over with ApplyOptions.ForceConflicts.");

    public static Finding AccessOwned { get; } = new(
        ApplyDiagnostics.AccessOwned,
        "Let one organization enforce access in a cluster: take the access objects out of what the other applies.");

    public static Finding RenamedBeside { get; } = new(
        ApplyDiagnostics.RenamedBeside,
        "Remove the other VirtualService or make it private, or delete ours by hand when it may take over; then run again.");

    public static Finding Forbidden { get; } = new(ApplyDiagnostics.Forbidden, "Grant the rights that ApplyAccess.ToYaml() writes.");

    public static Finding NotServed { get; } = new(ApplyDiagnostics.NotServed, "Install Istio's CRDs in the cluster.");

    public static Finding NamespaceMissing { get; } = new(
        ApplyDiagnostics.NamespaceMissing, "Create the namespace; Mesh creates only the one that it generates.");

    public static Finding NamespaceTerminating { get; } = new(
        ApplyDiagnostics.NamespaceTerminating,
        "Wait until it is gone, create it again if it is still wanted, and run again; a reconciler does so by itself.");

    public static Finding NotApplicable { get; } = new(
        ApplyDiagnostics.NotApplicable, "Give it a namespace, and every object its own name.");

    public static Finding Failed { get; } = new(ApplyDiagnostics.Failed, "Run again when the cluster is well; applying again is safe.");

    public static Finding BeingDeleted { get; } = new(
        ApplyDiagnostics.BeingDeleted, "Find out who holds it with a finalizer, and run again when it is gone.");

    public static Finding Mutated { get; } = new(
        ApplyDiagnostics.Mutated,
        "A mutating webhook does this (kubectl get mutatingwebhookconfigurations); exempt the object from it, or write its value into the "
            + "model. It is not applied again for this.");

    public static Finding Protected { get; } = new(
        ApplyDiagnostics.Protected, "Take the workspace out of ApplyOptions.ProtectedWorkspaces when the object may go.");

    public static Finding ForeignMember { get; } = new(
        ApplyDiagnostics.ForeignMember, $"Remove the label {ApplySetNames.PartOf} from it, or let Mesh apply it.");

    /// <summary>
    /// What helps where an admission webhook is behind a response: the server's usual help does not. Names the webhook.
    /// </summary>
    public Finding For(ApiResponse response) => response.Webhook.Length == 0 ? this : this with
    {
        Help = response.Kind == ResponseKind.Invalid
            ? $"Change the object as the webhook '{response.Webhook}' asks, or exempt it: kubectl get validatingwebhookconfigurations,"
                + "mutatingwebhookconfigurations shows whose it is."
            : $"Mend the webhook '{response.Webhook}' (its Service, its certificate, its pods) or remove its configuration; until then "
                + "nothing that it is asked about can be written or deleted. Then run again.",
    };

    /// <summary>The finding with its place.</summary>
    public Diagnostic? At(string cluster, string kind, string? namespaceName, string name, string message) =>
        Descriptor?.At(
            ApplyText.Name(cluster, kind, namespaceName, name), message.Length == 0 ? Descriptor.Title : Sentence(message), Help);

    // Owners of fields and the words of servers are no sentences, and the help follows.
    private static string Sentence(string message) => message[^1] is '.' or '!' or '?' or '…' ? message : message + ".";
}
