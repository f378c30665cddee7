namespace Mesh.Dumps;

/// <summary>The objects of one kind, whatever they are, for who keeps them current.</summary>
internal interface IObjectTable
{
    /// <summary>Forgets an object; nothing happens when it is not there.</summary>
    void Remove(string namespaceName, string name);

    /// <summary>Takes all objects of a table of the same kind; they replace those of the same name.</summary>
    void TakeFrom(IObjectTable other);
}
