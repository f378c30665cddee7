namespace Mesh.Documents;

/// <summary>What is to be said about something in a folder.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Relative">Its path in the folder.</param>
/// <param name="Message">Why.</param>
internal readonly record struct FolderNote(FolderNoteKind Kind, string Relative, string Message);
