using System.Text.Json;

namespace Mesh.Istio.Tests.Report;

/// <summary>What the script of a page reads, read here.</summary>
internal sealed class PageData
{
    private const string Begin = "<script type=\"application/json\" id=\"data\">";
    private readonly JsonElement _data;
    private readonly Dictionary<(string Client, string Host), List<JsonElement>> _rows = [];

    public PageData(string html)
    {
        int start = html.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        Text = html[start..html.IndexOf("</script>", start, StringComparison.Ordinal)];
        _data = JsonDocument.Parse(Text).RootElement;
        foreach (JsonElement row in _data.GetProperty("rows").EnumerateArray())
        {
            foreach (JsonElement client in row[0].EnumerateArray())
            {
                (string, string) key = (Word(client), Word(row[2]));
                _rows.TryAdd(key, []);
                _rows[key].Add(row);
            }
        }
    }

    public string Text { get; }

    public int Calls => _rows.Values.Sum(rows => rows.Count);

    /// <summary>A cell: the clusters with their percent, what is lost.</summary>
    public string Words(string client, string host, int port, string request, string failure)
    {
        JsonElement row = _rows[(client, $"{host}:{port}")].Single(row => Sentence(row[3]) == request);
        int column = _data.GetProperty("failures").EnumerateArray().ToList().FindIndex(asked => Sentence(asked[0]) == failure);
        JsonElement outcome = default;
        int at = 0;
        for (int i = 0; at <= column; i += 2)
        {
            outcome = _data.GetProperty("outcomes")[row[4][i].GetInt32()];
            at += row[4][i + 1].GetInt32();
        }

        if (outcome[0].GetInt32() is 4 or 5)
        {
            return outcome[0].GetInt32() == 4 ? "gone" : "unknown";
        }

        JsonElement[] losses = [.. outcome[2].EnumerateArray()];
        return string.Join(", ", outcome[1].EnumerateArray()
            .Select(part => (Name: Cluster(part[0].GetInt32()), Percent: part[1].GetDouble()))
            .Concat(losses.Length == 0 ? [] : [("lost", losses.Sum(loss => loss[1].GetDouble()))])
            .OrderBy(part => part.Name, StringComparer.Ordinal)
            .Select(part => FormattableString.Invariant($"{part.Name} {Math.Round(part.Percent, 4)}")));
    }

    private string Cluster(int place) => Word(_data.GetProperty("clusters")[place][0]) is var name && name == "elsewhere" ? "" : name;

    private string Word(JsonElement place) => _data.GetProperty("words")[place.GetInt32()].GetString()!;

    private string Sentence(JsonElement place) =>
        string.Concat(_data.GetProperty("sentences")[place.GetInt32()].EnumerateArray().Select(Word));
}
