namespace Snippets.Docs;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page's path from the repository's root.</param>
/// <param name="Line">The line of the fence, from 1.</param>
/// <param name="Language">The word behind the fence; empty when there is none.</param>
/// <param name="Kind">What the mark above says that it is: <c>snippet</c>, <c>output</c>, or empty without a mark.</param>
/// <param name="Names">The names in the mark.</param>
/// <param name="Text">The lines between the fences.</param>
internal sealed record MarkdownBlock(string Page, int Line, string Language, string Kind, string[] Names, string Text)
{
    public override string ToString() => $"{Page}:{Line}";
}
