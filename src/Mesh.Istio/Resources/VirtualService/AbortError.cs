using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>The error that an aborted request is answered with.</summary>
public abstract record AbortError
{
    private protected AbortError()
    {
    }

    internal abstract void Write(FieldWriter fields);

    internal static AbortError? Read(FieldReader fields) => fields.OneOf("httpStatus", "grpcStatus", "http2Error") switch
    {
        "httpStatus" => new HttpStatus(fields.Int32("httpStatus") ?? 0),
        "grpcStatus" => new GrpcStatus(fields.RequiredText("grpcStatus")),
        "http2Error" => new Http2Error(fields.RequiredText("http2Error")),
        _ => null,
    };

    /// <summary>An HTTP status.</summary>
    /// <param name="Value">The number.</param>
    public sealed record HttpStatus(int Value) : AbortError
    {
        internal override void Write(FieldWriter fields) => fields.Number("httpStatus"u8, Value);
    }

    /// <summary>A gRPC status by its name, for example <c>UNAVAILABLE</c>.</summary>
    /// <param name="Value">The text.</param>
    public sealed record GrpcStatus(string Value) : AbortError
    {
        internal override void Write(FieldWriter fields) => fields.Text("grpcStatus"u8, Value);
    }

    /// <summary>An HTTP/2 error; not implemented by Istio.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Http2Error(string Value) : AbortError
    {
        internal override void Write(FieldWriter fields) => fields.Text("http2Error"u8, Value);
    }
}
