using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>One term of a label selector.</summary>
internal sealed record LabelRequirement(string Key, string Operator, IReadOnlyList<string> Values)
{
    public bool Matches(JsonObject? labels)
    {
        string? value = labels.Text(Key);
        return Operator switch
        {
            "exists" => value is not null,
            "!" => value is null,
            "in" => value is not null && Values.Contains(value),
            "notin" => value is null || !Values.Contains(value),
            "gt" => Number(value) is { } number && number > Number(Values[0]),
            _ => Number(value) is { } number && number < Number(Values[0]),
        };
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
}
