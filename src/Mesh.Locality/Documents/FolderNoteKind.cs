namespace Mesh.Documents;

/// <summary>What is to be said about something in a folder.</summary>
internal enum FolderNoteKind
{
    /// <summary>It is not read: hidden, or a link to a folder.</summary>
    PassedOver,

    /// <summary>It is not opened: it is empty, or a pipe or device.</summary>
    Empty,

    /// <summary>It is beyond a limit, or the file system refuses it.</summary>
    Refused,

    /// <summary>Another one in the same folder has its name in other capitals.</summary>
    SameName,
}
