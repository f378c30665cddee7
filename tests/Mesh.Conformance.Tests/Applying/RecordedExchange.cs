using System.Text.Json.Nodes;

namespace Mesh.Conformance.Tests.Applying;

/// <summary>A request of the recorded kubectl, or of whoever prepared the cluster for it, and the answer.</summary>
/// <param name="Request">The request.</param>
/// <param name="Response">The answer.</param>
internal sealed record RecordedExchange(JsonObject Request, JsonObject Response)
{
    public string Method => Request["method"]!.GetValue<string>();

    public string Path => Request["path"]!.GetValue<string>();

    public int Status => Response["status"]!.GetValue<int>();

    public JsonObject? Body => Response["body"] as JsonObject;
}
