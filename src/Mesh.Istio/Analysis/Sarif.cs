using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mesh.Diagnostics;

namespace Mesh.Istio.Analysis;

/// <summary>Writes findings as SARIF 2.1.0, which code hosts and editors show beside the sources. Same findings, same bytes.</summary>
/// <remarks>Written here because the SDK for SARIF needs reflection, and ten records are all that is used of the format.</remarks>
public static class Sarif
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    /// <summary>Writes findings of any area; the rules of the analyzer are described whether they found something or not.</summary>
    /// <param name="findings">The findings.</param>
    /// <returns>A SARIF log of one run, indented, ending in a line feed.</returns>
    public static string Write(DiagnosticList findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json, findings);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, DiagnosticList findings)
    {
        var described = AnalysisDiagnostics.All.ToDictionary(rule => rule.Code, StringComparer.Ordinal);
        string[] codes = [.. described.Keys.Union(findings.Select(finding => finding.Code), StringComparer.Ordinal).Order(
            StringComparer.Ordinal)];
        json.WriteStartObject();
        json.WriteString("$schema"u8, Schema);
        json.WriteString("version"u8, "2.1.0"u8);
        json.WriteStartArray("runs"u8);
        json.WriteStartObject();
        json.WriteStartObject("tool"u8);
        json.WriteStartObject("driver"u8);
        json.WriteString("name"u8, "Mesh"u8);
        json.WriteStartArray("rules"u8);
        foreach (string code in codes)
        {
            WriteRule(json, code, described.GetValueOrDefault(code));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("results"u8);
        foreach (Diagnostic finding in findings)
        {
            WriteResult(json, finding, Array.IndexOf(codes, finding.Code));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, string code, DiagnosticDescriptor? rule)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, code);
        if (rule is not null)
        {
            WriteText(json, "shortDescription", rule.Title);
            WriteText(
                json, "help", $"docs/analysis.md explains {code}: why it keeps traffic from failing over, and what to write instead.");
            json.WriteStartObject("defaultConfiguration"u8);
            json.WriteString("level"u8, LevelOf(rule.Severity));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Diagnostic finding, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId"u8, finding.Code);
        json.WriteNumber("ruleIndex"u8, rule);
        json.WriteString("level"u8, LevelOf(finding.Severity));
        WriteText(json, "message", $"{finding.Message} {finding.Help}".TrimEnd());
        json.WriteStartArray("locations"u8);
        json.WriteStartObject();
        json.WriteStartArray("logicalLocations"u8);
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName"u8, finding.Path);
        json.WriteString("kind"u8, "resource"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private static string LevelOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };
}
