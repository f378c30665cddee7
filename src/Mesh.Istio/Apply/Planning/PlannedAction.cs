namespace Mesh.Istio.Apply.Planning;

/// <summary>What applying would do with an object.</summary>
public enum PlannedAction
{
    /// <summary>It does not exist: create it.</summary>
    Create,

    /// <summary>It differs, or Mesh does not own all of its fields yet: change it.</summary>
    Update,

    /// <summary>It is in sync: nothing.</summary>
    Unchanged,

    /// <summary>It is a member of the set and no longer desired: delete it.</summary>
    Delete,

    /// <summary>It is a member of the set and no longer desired, but protected or held by the guard: nothing.</summary>
    Keep,

    /// <summary>Somebody else owns the object or some of its fields, and Mesh may not take over: nothing.</summary>
    Conflict,

    /// <summary>The user may not do what is needed.</summary>
    Forbidden,

    /// <summary>The API server refuses the object for what it holds, or it cannot be applied as it is.</summary>
    Invalid,

    /// <summary>The cluster could not be asked.</summary>
    Unknown,
}
