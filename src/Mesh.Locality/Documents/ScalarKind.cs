namespace Mesh.Documents;

/// <summary>What a scalar is after resolution by the rules that kubectl applies (JSON types; plain YAML by YAML 1.1).</summary>
internal enum ScalarKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number without fraction or exponent, in decimal after resolution.</summary>
    Integer,

    /// <summary>A number with fraction or exponent.</summary>
    Real,

    /// <summary>A truth value; the text is <c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>No value.</summary>
    Null,
}
