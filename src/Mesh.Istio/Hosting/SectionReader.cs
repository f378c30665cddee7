using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Mesh.Istio.Hosting;

/// <summary>
/// Reads one section of a configuration: every key has to be known and every value to fit. What is wrong is collected with path, value and
/// what to write.
/// </summary>
internal sealed class SectionReader(IConfigurationSection section, List<string> problems)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public string? Text(string key, string? otherwise) => Value(key) ?? otherwise;

    public bool Flag(string key, bool otherwise) => Parse(key, otherwise, bool.TryParse, "write true or false");

    public int Whole(string key, int otherwise) =>
        Parse(key, otherwise, (
            string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
            "write a whole number");

    public double Number(string key, double otherwise) =>
        Parse(key, otherwise, (
            string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value),
            "write a number, for example 0.5");

    public TimeSpan Duration(string key, TimeSpan otherwise) => Parse(
        key,
        otherwise,
        (string text, out TimeSpan value) => GoDuration.TryParse(text, out value)
            || TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value),
        "write a duration, for example 30s or 00:00:30");

    public T Word<T>(string key, T otherwise, params (string Word, T Value)[] words)
    {
        if (Value(key) is not { } text)
        {
            return otherwise;
        }

        foreach ((string word, T value) in words)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        problems.Add($"{PathOf(key)} is '{text}'; write {string.Join(" or ", words.Select(entry => entry.Word))}.");
        return otherwise;
    }

    public ValueList<string> List(string key, ValueList<string> otherwise)
    {
        IConfigurationSection list = Known(key);
        return !list.Exists() ? otherwise
            : list.Value is { } text ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToValueList()
            : list.GetChildren().Select(item => item.Value ?? "").ToValueList();
    }

    public ValueList<ValueList<string>> Lists(string key, ValueList<ValueList<string>> otherwise)
    {
        IConfigurationSection[] lists = [.. Known(key).GetChildren()];
        return lists.Length == 0 ? otherwise
            : lists.Select(list => list.GetChildren().Select(item => item.Value ?? "").ToValueList()).ToValueList();
    }

    public T Section<T>(string key, Func<SectionReader, T> read)
    {
        var reader = new SectionReader(Known(key), problems);
        T value = read(reader);
        reader.End();
        return value;
    }

    /// <summary>The sections below this one, whatever their names.</summary>
    public ValueList<T> Each<T>(Func<string, SectionReader, T> read) => section.GetChildren()
        .Select(child => Section(child.Key, reader => read(child.Key, reader)))
        .ToArray()
        .ToValueList();

    /// <summary>Whether there is anything in a section.</summary>
    public bool Has(string key) => Known(key).Exists();

    public void End()
    {
        foreach (IConfigurationSection child in section.GetChildren().Where(child => !_known.Contains(child.Key)))
        {
            problems.Add(
                $"{child.Path} is not known; {(_known.Count == 0 ? "nothing can be here"
                    : $"known here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}")}.");
        }
    }

    private delegate bool TryParse<T>(string text, out T value);

    private T Parse<T>(string key, T otherwise, TryParse<T> parse, string fix)
    {
        if (Value(key) is not { } text)
        {
            return otherwise;
        }

        if (parse(text, out T value))
        {
            return value;
        }

        problems.Add($"{PathOf(key)} is '{text}'; {fix}.");
        return otherwise;
    }

    private string? Value(string key)
    {
        IConfigurationSection entry = Known(key);
        if (entry.Value is null && entry.GetChildren().Any())
        {
            problems.Add($"{entry.Path} is a section; write a value.");
        }

        return entry.Value;
    }

    // The empty key is the section's own value.
    private IConfigurationSection Known(string key)
    {
        if (key.Length == 0)
        {
            return section;
        }

        _known.Add(key);
        return section.GetSection(key);
    }

    private string PathOf(string key) => key.Length == 0 ? section.Path : section.GetSection(key).Path;
}
