using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Validation;

namespace Mesh.ApiServerDouble.Resources;

/// <summary>The few rules for built-in kinds that a client meets by mistake.</summary>
internal static class BuiltInRules
{
    public static List<Cause> Check(ResourceType type, JsonObject content)
    {
        List<Cause> causes = [];
        if (type.Qualified != "services")
        {
            return causes;
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        JsonArray ports = content.Object("spec")?["ports"] as JsonArray ?? [];
        for (int index = 0; index < ports.Count; index++)
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"spec.ports[{index}]");
            string? name = ports[index].Text("name");
            if (name is null && ports.Count > 1)
            {
                causes.Add(Cause.Required(path + ".name"));
            }
            else if (name is not null && !names.Add(name))
            {
                causes.Add(Cause.Duplicate(path + ".name", $"\"{name}\""));
            }

            if (ports[index].Object("port") is null
                && (!(ports[index] as JsonObject)!["port"].IsWhole(out long port) || port is < 1 or > 65535))
            {
                causes.Add(Cause.Invalid(
                    path + ".port", JsonValues.ToText((ports[index] as JsonObject)!["port"]), "must be between 1 and 65535, inclusive"));
            }
        }

        return causes;
    }
}
