namespace Mesh.Istio.Failures;

/// <summary>An endpoint as a proxy dials it.</summary>
/// <param name="Address">The IP address or name.</param>
/// <param name="Port">The port.</param>
/// <param name="Labelled">The cluster that the endpoint's label names; empty without one.</param>
/// <param name="Registry">The cluster that istiod read the endpoint in; empty where that says nothing.</param>
/// <param name="Caller">The cluster of the proxy.</param>
/// <param name="Namespace">The namespace of the proxy, in which short names are looked up.</param>
/// <param name="Host">The host of the request.</param>
internal readonly record struct AddressQuestion(
    string Address, int Port, string Labelled, string Registry, string Caller, string Namespace, string Host);
