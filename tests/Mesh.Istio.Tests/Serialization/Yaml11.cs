using System.Text.RegularExpressions;

namespace Mesh.Istio.Tests.Serialization;

/// <summary>
/// The implicit types of YAML 1.1 (yaml.org/type), written down from the type repository: what a plain scalar is taken for.
/// </summary>
internal static partial class Yaml11
{
    public static bool IsText(string plain) =>
        !Null().IsMatch(plain)
            && !Boolean().IsMatch(plain)
            && !Integer().IsMatch(plain)
            && !Real().IsMatch(plain)
            && !Timestamp().IsMatch(plain)
            && plain is not ("=" or "<<");

    [GeneratedRegex(@"^(~|null|Null|NULL|)$")]
    private static partial Regex Null();

    [GeneratedRegex(@"^(y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$")]
    private static partial Regex Boolean();

    [GeneratedRegex(@"^([-+]?0b[0-1_]+|[-+]?0o?[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+)$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^([-+]?([0-9][0-9_]*)?\.[0-9_]*([eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
        + @"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$")]
    private static partial Regex Real();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?([ \t]*(Z"
        + @"|[-+][0-9]{1,2}(:[0-9]{2})?))?)?$")]
    private static partial Regex Timestamp();
}
