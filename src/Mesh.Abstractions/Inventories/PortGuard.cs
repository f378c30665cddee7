namespace Mesh.Inventories;

/// <summary>Keeps numbers that are no ports out of declarations.</summary>
internal static class PortGuard
{
    public static void Check(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 65535);
    }
}
