namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>Reads <c>exportTo</c> lists.</summary>
internal static class Exports
{
    public const string Everywhere = "*";
    public const string OwnNamespace = ".";
    public const string Nowhere = "~";

    /// <summary>The list that holds: the object's, else the mesh's default, else everywhere.</summary>
    public static ValueList<string> Effective(ValueList<string> exportTo, ValueList<string> defaults) =>
        !exportTo.IsEmpty ? exportTo : !defaults.IsEmpty ? defaults : [Everywhere];

    public static bool IsPublic(ValueList<string> exportTo) => exportTo.Contains(Everywhere);

    /// <summary>Whether a namespace sees an object. <c>~</c> hides it from all unless <c>*</c> is there too.</summary>
    public static bool IsVisible(ValueList<string> exportTo, string owner, string client) =>
        IsPublic(exportTo)
        || (!exportTo.Contains(Nowhere) && ((exportTo.Contains(OwnNamespace) && owner == client) || exportTo.Contains(client)));

    public static bool SameSet(ValueList<string> left, ValueList<string> right) => left.All(right.Contains) && right.All(left.Contains);
}
