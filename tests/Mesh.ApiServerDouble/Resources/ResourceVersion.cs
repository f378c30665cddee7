using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Resources;

/// <summary>A served version of a resource.</summary>
internal sealed record ResourceVersion(
    string Name, Schema Schema, bool HasStatus, bool IsStorage, IReadOnlyList<PrinterColumn> Columns, JsonObject? Source);
