using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How the health of a workload is found out, by the agent beside it.</summary>
public sealed record ReadinessProbe : IMessage<ReadinessProbe>
{
    /// <summary>How many seconds after start the first probe comes.</summary>
    public int? InitialDelaySeconds { get; init; }

    /// <summary>After how many seconds a probe fails; 1 when absent.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>The seconds between probes; 10 when absent.</summary>
    public int? PeriodSeconds { get; init; }

    /// <summary>The successes in a row that make it healthy; 1 when absent.</summary>
    public int? SuccessThreshold { get; init; }

    /// <summary>The failures in a row that make it unhealthy; 3 when absent.</summary>
    public int? FailureThreshold { get; init; }

    /// <summary>The way of probing.</summary>
    public HealthCheck? Check { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Number("initialDelaySeconds"u8, InitialDelaySeconds);
        fields.Number("timeoutSeconds"u8, TimeoutSeconds);
        fields.Number("periodSeconds"u8, PeriodSeconds);
        fields.Number("successThreshold"u8, SuccessThreshold);
        fields.Number("failureThreshold"u8, FailureThreshold);
        Check?.Write(fields);
    }

    static ReadinessProbe IMessage<ReadinessProbe>.Read(FieldReader fields) => new()
    {
        InitialDelaySeconds = fields.Int32("initialDelaySeconds"),
        TimeoutSeconds = fields.Int32("timeoutSeconds"),
        PeriodSeconds = fields.Int32("periodSeconds"),
        SuccessThreshold = fields.Int32("successThreshold"),
        FailureThreshold = fields.Int32("failureThreshold"),
        Check = HealthCheck.Read(fields),
    };
}
