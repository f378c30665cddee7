using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Routes are tried in order, so what an earlier one takes never reaches a later one.</summary>
internal sealed class UnreachableRouteRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (ServerEntry entry in model.Servers)
        {
            if (entry.Routes.Count > 1)
            {
                CheckServer(entry, found);
            }
        }
    }

    private static void CheckServer(ServerEntry entry, List<Diagnostic> found)
    {
        var taken = new Taken();
        for (int i = 0; i < entry.Routes.Count; i++)
        {
            ValueList<HttpMatch> matches = entry.Routes[i].Matches;
            if (matches.IsEmpty ? taken.All >= 0 : matches.All(match => taken.By(match) >= 0))
            {
                int by = matches.IsEmpty ? taken.All : taken.By(matches[0]);
                found.Add(ModelDiagnostics.UnreachableRoute.At(
                    entry.AtRoute(i, "matches"), $"Route {i} is never reached: route {by} takes its requests.",
                    "Put it before that route, or remove it."));
            }

            taken.Add(matches, i);
        }
    }

    /// <summary>What earlier routes take for certain: everything, exact paths, path prefixes, or exactly the same match.</summary>
    private sealed class Taken
    {
        private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _prefixes = new(StringComparer.Ordinal);
        private readonly Dictionary<HttpMatch, int> _matches = [];
        private int _longest;

        public int All { get; private set; } = -1;

        public void Add(ValueList<HttpMatch> matches, int route)
        {
            if (matches.IsEmpty)
            {
                All = All < 0 ? route : All;
            }

            foreach (HttpMatch match in matches)
            {
                _matches.TryAdd(match, route);
                if (match.Headers.IsEmpty && match.Methods.IsEmpty)
                {
                    AddPath(match.Path, route);
                }
            }
        }

        public int By(HttpMatch match)
        {
            if (All >= 0)
            {
                return All;
            }

            if (_matches.TryGetValue(match, out int route))
            {
                return route;
            }

            if (match.Path is not { Kind: not TextMatchKind.Regex } path)
            {
                return -1;
            }

            if (path.Kind == TextMatchKind.Exact && _exact.TryGetValue(path.Value, out route))
            {
                return route;
            }

            var prefixes = _prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
            for (int length = 1; length <= Math.Min(path.Value.Length, _longest); length++)
            {
                if (prefixes.TryGetValue(path.Value.AsSpan(0, length), out route))
                {
                    return route;
                }
            }

            return -1;
        }

        private void AddPath(TextMatch? path, int route)
        {
            if (path is null or { Kind: TextMatchKind.Prefix, Value: "/" } or { Kind: TextMatchKind.Regex, Value: ".*" or "/.*" })
            {
                All = All < 0 ? route : All;
            }
            else if (path.Kind == TextMatchKind.Exact)
            {
                _exact.TryAdd(path.Value, route);
            }
            else if (path.Kind == TextMatchKind.Prefix)
            {
                _prefixes.TryAdd(path.Value, route);
                _longest = Math.Max(_longest, path.Value.Length);
            }
        }
    }
}
