namespace Mesh.Istio.Admission;

/// <summary>Who refuses an object.</summary>
internal enum Refuser
{
    /// <summary>The API server itself, by the schema and the rules (CEL) of the CRD.</summary>
    ApiServer,

    /// <summary>istiod's validating webhook, where it is installed.</summary>
    Webhook,
}
