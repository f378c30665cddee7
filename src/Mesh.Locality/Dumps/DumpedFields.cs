using Mesh.Documents;

namespace Mesh.Dumps;

/// <summary>What nobody reads of a dump's objects: how a pod starts, is probed and what it mounts, and who wrote which field.</summary>
internal static class DumpedFields
{
    private static readonly PassedOver Container = new PassedOver().Fields(
        "volumeMounts", "volumeDevices", "livenessProbe", "readinessProbe", "startupProbe", "securityContext", "lifecycle", "envFrom",
        "command", "terminationMessagePath", "terminationMessagePolicy", "imagePullPolicy");

    private static readonly PassedOver Object = new PassedOver()
        .Within("metadata", new PassedOver().Fields("managedFields"))
        .Within("spec", new PassedOver()
            .Fields(
                "volumes", "tolerations", "imagePullSecrets", "affinity", "topologySpreadConstraints", "securityContext", "dnsConfig",
                "hostAliases", "ephemeralContainers")
            .Within("containers", Container)
            .Within("initContainers", Container))
        .Within("status", new PassedOver().Fields(
            "containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses", "images", "volumesInUse", "volumesAttached"));

    /// <summary>The fields, of an object alone and of those of a list.</summary>
    public static PassedOver Unread { get; } = Listed();

    private static PassedOver Listed()
    {
        var all = new PassedOver();
        foreach (string part in (string[])["metadata", "spec", "status"])
        {
            all.Within(part, Object.In(part)!);
        }

        return all.Within("items", all);
    }
}
