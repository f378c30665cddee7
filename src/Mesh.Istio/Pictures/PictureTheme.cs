namespace Mesh.Istio.Pictures;

/// <summary>The colours of a picture.</summary>
public enum PictureTheme
{
    /// <summary>Light or dark, as the reader's system says (<c>prefers-color-scheme</c>).</summary>
    AsPreferred,

    /// <summary>Dark on light.</summary>
    Light,

    /// <summary>Light on dark.</summary>
    Dark,
}
