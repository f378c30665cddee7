using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How the health of a workload is found out.</summary>
public abstract record HealthCheck
{
    private protected HealthCheck()
    {
    }

    internal abstract void Write(FieldWriter fields);

    internal static HealthCheck? Read(FieldReader fields) => fields.OneOf("httpGet", "tcpSocket", "exec", "grpc") switch
    {
        "httpGet" => new Http(fields.RequiredMessage<HttpHealthCheck>("httpGet")),
        "tcpSocket" => new Tcp(fields.RequiredMessage<TcpHealthCheck>("tcpSocket")),
        "exec" => new Exec(fields.RequiredMessage<ExecHealthCheck>("exec")),
        "grpc" => new Grpc(fields.RequiredMessage<GrpcHealthCheck>("grpc")),
        _ => null,
    };

    /// <summary>By an HTTP request.</summary>
    /// <param name="Value">The settings.</param>
    public sealed record Http(HttpHealthCheck Value) : HealthCheck
    {
        internal override void Write(FieldWriter fields) => fields.Message("httpGet"u8, Value);
    }

    /// <summary>By a TCP connection.</summary>
    /// <param name="Value">The settings.</param>
    public sealed record Tcp(TcpHealthCheck Value) : HealthCheck
    {
        internal override void Write(FieldWriter fields) => fields.Message("tcpSocket"u8, Value);
    }

    /// <summary>By a command on the workload's machine.</summary>
    /// <param name="Value">The settings.</param>
    public sealed record Exec(ExecHealthCheck Value) : HealthCheck
    {
        internal override void Write(FieldWriter fields) => fields.Message("exec"u8, Value);
    }

    /// <summary>By gRPC's health protocol.</summary>
    /// <param name="Value">The settings.</param>
    public sealed record Grpc(GrpcHealthCheck Value) : HealthCheck
    {
        internal override void Write(FieldWriter fields) => fields.Message("grpc"u8, Value);
    }
}
