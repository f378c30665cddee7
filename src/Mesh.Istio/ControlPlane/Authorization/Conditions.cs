namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>Joins conditions: Envoy's <c>and_rules</c>, <c>or_rules</c> and <c>not_rule</c> (envoy <c>rbac/matchers.cc</c>).</summary>
internal static class Conditions
{
    public static Condition Always { get; } = static _ => Matching.Yes;

    public static Condition Never { get; } = static _ => Matching.No;

    public static Condition All(IReadOnlyList<Condition> parts) => parts.Count == 1 ? parts[0] : facts =>
    {
        Matching least = Matching.Yes;
        for (int i = 0; i < parts.Count && least != Matching.No; i++)
        {
            least = (Matching)Math.Min((int)least, (int)parts[i](facts));
        }

        return least;
    };

    public static Condition Any(IReadOnlyList<Condition> parts) => parts.Count == 1 ? parts[0] : facts =>
    {
        Matching most = Matching.No;
        for (int i = 0; i < parts.Count && most != Matching.Yes; i++)
        {
            most = (Matching)Math.Max((int)most, (int)parts[i](facts));
        }

        return most;
    };

    public static Condition Not(Condition part) => facts => Matching.Yes - (int)part(facts);

    public static Matching Of(bool holds) => holds ? Matching.Yes : Matching.No;
}
