using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mesh.Diagnostics;
using Mesh.Istio.Apply.Planning;

namespace Mesh.Istio.Apply;

/// <summary>Plans and results as JSON. Names are those of the properties; what is empty is not written.</summary>
internal static class ApplyJson
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    public static string Write(ApplyPlan plan) => Write(json =>
    {
        json.WriteBoolean("hasChanges"u8, plan.HasChanges);
        json.WriteBoolean("hasProblems"u8, plan.HasProblems);
        WriteList(json, "clusters"u8, plan.Clusters, cluster =>
        {
            json.WriteString("cluster"u8, cluster.Cluster);
            WriteList(json, "objects"u8, cluster.Objects, entry => Write(json, entry));
            WriteFindings(json, cluster.Diagnostics);
        });
        if (!plan.PlannedRounds.IsEmpty)
        {
            WriteList(json, "rounds"u8, plan.PlannedRounds, round =>
            {
                json.WriteNumber("number"u8, round.Number);
                json.WriteString("purpose"u8, round.Purpose);
                WriteTexts(json, "objects"u8, round.Objects);
                WriteTexts(json, "waitsFor"u8, round.WaitsFor);
            });
        }
    });

    public static string Write(ApplyResult result) => Write(json =>
    {
        json.WriteBoolean("isComplete"u8, result.IsComplete);
        json.WriteBoolean("wasCancelled"u8, result.WasCancelled);
        WriteList(json, "clusters"u8, result.Clusters, cluster =>
        {
            json.WriteString("cluster"u8, cluster.Cluster);
            json.WriteBoolean("isComplete"u8, cluster.IsComplete);
            WriteList(json, "objects"u8, cluster.Objects, entry => Write(json, entry));
            WriteFindings(json, cluster.Diagnostics);
        });
    });

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, ValueList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, PlannedObject entry)
    {
        json.WriteString("action"u8, ApplyText.Word(entry.Action));
        WriteIdentity(json, entry.Kind, entry.Namespace, entry.Name, entry.Message);
        if (!entry.Fields.IsEmpty)
        {
            WriteList(json, "fields"u8, entry.Fields, field =>
            {
                json.WriteString("path"u8, field.Path);
                WriteValue(json, "from"u8, field.Existing);
                WriteValue(json, "to"u8, field.IsKept ? field.Existing : field.Generated);
            });
        }

        WriteConflicts(json, entry.Conflicts);
        WriteAdopted(json, entry.Adopted);
    }

    private static void Write(Utf8JsonWriter json, AppliedObject entry)
    {
        json.WriteString("outcome"u8, ApplyText.Word(entry.Outcome));
        WriteIdentity(json, entry.Kind, entry.Namespace, entry.Name, entry.Message);
        WriteConflicts(json, entry.Conflicts);
        WriteAdopted(json, entry.Adopted);
    }

    private static void WriteIdentity(Utf8JsonWriter json, string kind, string? namespaceName, string name, string message)
    {
        json.WriteString("kind"u8, kind);
        if (namespaceName is not null)
        {
            json.WriteString("namespace"u8, namespaceName);
        }

        json.WriteString("name"u8, name);
        if (message.Length > 0)
        {
            json.WriteString("message"u8, message);
        }
    }

    private static void WriteConflicts(Utf8JsonWriter json, ValueList<FieldConflict> conflicts)
    {
        if (!conflicts.IsEmpty)
        {
            WriteList(json, "conflicts"u8, conflicts, conflict =>
            {
                json.WriteString("manager"u8, conflict.Manager);
                json.WriteString("field"u8, conflict.Field);
            });
        }
    }

    private static void WriteAdopted(Utf8JsonWriter json, ValueList<AdoptedField> adopted)
    {
        if (!adopted.IsEmpty)
        {
            WriteList(json, "adopted"u8, adopted, field =>
            {
                json.WriteString("path"u8, field.Path);
                WriteValue(json, "live"u8, field.Live);
                WriteValue(json, "desired"u8, field.Desired);
                json.WriteString("help"u8, field.Help);
            });
        }
    }

    private static void WriteFindings(Utf8JsonWriter json, DiagnosticList findings)
    {
        if (findings.Count > 0)
        {
            WriteList(json, "diagnostics"u8, findings, finding =>
            {
                json.WriteString("code"u8, finding.Code);
                json.WriteString("severity"u8, finding.Severity switch
                {
                    DiagnosticSeverity.Error => "error"u8,
                    DiagnosticSeverity.Warning => "warning"u8,
                    _ => "info"u8,
                });
                json.WriteString("path"u8, finding.Path);
                json.WriteString("message"u8, finding.Message);
                json.WriteString("help"u8, finding.Help);
            });
        }
    }

    private static void WriteList<T>(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value);
        }
    }

    private static string Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}
