namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>What a rule can ask of a caller that nobody may know.</summary>
[Flags]
internal enum UnknownFacts
{
    None = 0,
    Identity = 1,
    Address = 2,
    Token = 4,
}
