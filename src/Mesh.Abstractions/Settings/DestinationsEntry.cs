namespace Mesh;

/// <summary>The destinations of a route, or of a server without routes.</summary>
internal readonly record struct DestinationsEntry(ServerEntry Server, int Route, ValueList<ServiceDestination> Destinations)
{
    public string Path => Route < 0 ? Server.At("destinations") : Server.AtRoute(Route, "destinations");

    public string At(int destination, string field) => $"{Path}/{destination}/{field}";
}
