namespace Mesh;

/// <summary>How hashes become endpoints.</summary>
public enum HashTable
{
    /// <summary>A ring on which every endpoint stands many times; few requests move when an endpoint comes or goes.</summary>
    Ring,

    /// <summary>A Maglev table: faster and more even than a ring, but more requests move when an endpoint comes or goes.</summary>
    Maglev,
}
