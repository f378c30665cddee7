namespace Mesh.ApiServerDouble.Cel;

internal enum CelTokenKind
{
    Name,
    Number,
    Text,
    Symbol,
    End,
}
