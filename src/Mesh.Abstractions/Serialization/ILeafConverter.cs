namespace Mesh.Serialization;

/// <summary>What <see cref="ModelShape"/> has to know of a value that is text in JSON.</summary>
internal interface ILeafConverter
{
    /// <summary>What the text must be, for messages.</summary>
    string Expected { get; }

    bool CanRead(string text);
}
