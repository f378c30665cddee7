using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How many retries may be under way at once. Takes the place of the limit in <see cref="HttpSettings.MaxRetries"/>.</summary>
public sealed record RetryBudget : IMessage<RetryBudget>
{
    /// <summary>The share of the requests under way, in percent; 20 when absent.</summary>
    public double? Percent { get; init; }

    /// <summary>The retries that are always allowed; 3 when absent.</summary>
    public uint? MinRetryConcurrency { get; init; }

    /// <summary>The time over which requests are counted. Istio 1.31 and later.</summary>
    public TimeSpan? BudgetInterval { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Real("percent"u8, Percent);
        fields.Number("minRetryConcurrency"u8, MinRetryConcurrency);
        fields.Duration("budgetInterval"u8, BudgetInterval);
    }

    static RetryBudget IMessage<RetryBudget>.Read(FieldReader fields) => new()
    {
        Percent = fields.Real("percent"),
        MinRetryConcurrency = fields.UInt32("minRetryConcurrency"),
        BudgetInterval = fields.Duration("budgetInterval"),
    };
}
