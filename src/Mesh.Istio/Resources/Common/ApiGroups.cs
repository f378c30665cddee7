namespace Mesh.Istio.Resources;

/// <summary>The API groups of the kinds.</summary>
internal static class ApiGroups
{
    public const string Core = "";

    public const string Networking = "networking.istio.io";

    public const string Security = "security.istio.io";

    public const string Rbac = "rbac.authorization.k8s.io";

    public const string Admission = "admissionregistration.k8s.io";
}
