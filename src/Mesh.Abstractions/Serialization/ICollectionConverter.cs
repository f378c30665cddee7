namespace Mesh.Serialization;

/// <summary>What <see cref="ModelShape"/> has to know of a list or map.</summary>
internal interface ICollectionConverter
{
    Type ElementType { get; }

    bool IsMap { get; }

    bool IsEmpty(object collection);
}
