namespace Mesh.ApiServerDouble.Resources;

/// <summary>A column of the Table form.</summary>
internal sealed record PrinterColumn(string Name, string Type, string Format, string Description, string JsonPath, int Priority);
