using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mesh.Diagnostics;

namespace Mesh.Istio.Access;

/// <summary>Verdicts as JSON.</summary>
internal static class AccessJson
{
    public static string Write(AccessVerdict verdict)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteBoolean("allowed", verdict.IsAllowed);
            json.WriteNumber("judged", verdict.Judged);
            json.WriteStartArray("denied");
            foreach (DeniedChange change in verdict.Denied)
            {
                Write(json, change);
            }

            json.WriteEndArray();
            json.WriteStartArray("findings");
            foreach (Diagnostic finding in verdict.Diagnostics)
            {
                json.WriteStartObject();
                json.WriteString("code", finding.Code);
                json.WriteString("severity", AccessText.Word(finding.Severity));
                json.WriteString("path", finding.Path);
                json.WriteString("message", finding.Message);
                json.WriteString("help", finding.Help);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, DeniedChange change)
    {
        json.WriteStartObject();
        WriteIfAny(json, "subject", change.Subject?.ToString());
        json.WriteString("verb", AccessText.Word(change.Verb));
        json.WriteString("kind", change.Kind);
        json.WriteString("path", change.Path);
        WriteIfAny(json, "group", change.Group is { } group ? AccessText.Word(group) : null);
        WriteIfAny(json, "old", change.Old);
        WriteIfAny(json, "new", change.New);
        json.WriteString("place", change.Place);
        WriteIfAny(json, "file", change.File.Length == 0 ? null : change.File);
        WriteIfAny(json, "reason", change.Reason.Length == 0 ? null : change.Reason);
        json.WriteString("needed", AccessText.Rule(change.Needed));
        json.WriteStartArray("whoCan");
        foreach (AccessHolder holder in change.WhoCan)
        {
            json.WriteStartObject();
            json.WriteString("name", holder.Name);
            json.WriteString("role", holder.Role);
            json.WriteString("place", holder.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
