using System.Globalization;
using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>A consistent hash names what is hashed, and nothing that does not belong to it.</summary>
internal sealed class HashRule : IModelRule
{
    // Istio's webhook takes no table of 5000011 entries or more.
    // Envoy 1.38: config.cluster.v3.Cluster.RingHashLbConfig.minimum_ring_size and MaglevLbConfig.table_size.
    private const int LargestRing = 8_388_608;
    private const int LargestTable = 5_000_010;

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (SettingsEntry entry in model.Settings)
        {
            if (entry.Own.LoadBalancing?.ConsistentHash is { } hash)
            {
                foreach ((string field, string message, string help) in Problems(hash, entry.Own.LoadBalancing.Algorithm))
                {
                    found.Add(
                        ServiceDiagnostics.InvalidHash.At(
                            entry.At(field.Length == 0 ? SettingField.ConsistentHash : $"{SettingField.ConsistentHash}.{field}"), message,
                            help));
                }
            }
        }
    }

    private static IEnumerable<(string Field, string Message, string Help)> Problems(
        ConsistentHashSettings hash, LoadBalancingAlgorithm? algorithm)
    {
        if (algorithm is { } other)
        {
            yield return ("", $"Both a consistent hash and the algorithm '{other}' are set.", "Remove one of the two.");
        }

        if (!Enum.IsDefined(hash.Source) || hash.Table is { } table && !Enum.IsDefined(table))
        {
            yield return ("source", "The source or the table has no name.", "Use one of the named values.");
        }

        if (hash.Source == HashSource.SourceIp ? hash.Name is not null : !Syntax.IsToken(hash.Name))
        {
            yield return hash.Source == HashSource.SourceIp
                ? ("name", $"A hash of the caller's address has no name, but '{hash.Name}' is set.",
                    "Remove the name, or hash something that has one.")
                : ("name", $"'{hash.Name}' is no name of a {Word(hash.Source)}.",
                    $"Name the {Word(hash.Source)} whose value is hashed: letters, digits and '-_.', without spaces.");
        }

        if (hash.CookieTtl is { } ttl
            && (hash.Source != HashSource.Cookie || ttl < TimeSpan.Zero || ttl.Ticks % TimeSpan.TicksPerSecond != 0
            || ttl > DurationRule.Longest))
        {
            yield return ("cookieTtl", $"A lifetime of '{GoDuration.Format(ttl)}' is set for a {Word(hash.Source)}.",
                "Set whole seconds, 0 for the browser's session, and for a cookie only.");
        }

        if (hash.TableSize is { } size
            && !(hash.Table == HashTable.Maglev ? IsPrime(size) && size <= LargestTable : size is > 0 and <= LargestRing))
        {
            yield return ("tableSize", string.Create(
                CultureInfo.InvariantCulture, $"{size} is no size of a {(hash.Table == HashTable.Maglev ? "Maglev table" : "ring")}."),
                hash.Table == HashTable.Maglev ? "Use a prime below 5000011." : "Use 1 to 8388608.");
        }
    }

    private static string Word(HashSource source) => source switch
    {
        HashSource.Header => "header",
        HashSource.Cookie => "cookie",
        HashSource.QueryParameter => "query parameter",
        _ => "caller's address",
    };

    private static bool IsPrime(int number)
    {
        if (number < 2 || number > LargestTable)
        {
            return false;
        }

        for (int divisor = 2; divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
            {
                return false;
            }
        }

        return true;
    }
}
