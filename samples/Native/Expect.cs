namespace Native;

/// <summary>What has to be so; where it is not, the program ends with an exit code that a script sees.</summary>
internal static class Expect
{
    public static void That(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"Not so: {what}.");
        }

        Console.WriteLine($"- {what}");
    }
}
