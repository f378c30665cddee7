namespace Mesh.ApiServerDouble.Cel;

/// <summary>
/// What evaluating costs, about as the server counts: a step is 1, a list 10, a map 30, a character of text 0.1, a question to the
/// authorizer 350,000.
/// </summary>
internal sealed class CelCost
{
    /// <summary>What one expression or variable may cost.</summary>
    public const long PerExpression = 1_000_000;

    /// <summary>What all expressions of a policy may cost for one request.</summary>
    public const long PerPolicy = 10_000_000;

    /// <summary>What a question to the authorizer costs.</summary>
    public const long Check = 350_000;

    /// <summary>How many questions were asked.</summary>
    public int Checks { get; private set; }

    /// <summary>What looking at one more element costs.</summary>
    public const long Iteration = 3;

    /// <summary>What one more element of a new list costs: a list of its own that is added.</summary>
    public const long Append = 5;

    private long _limit = long.MaxValue;
    private long _spent;

    /// <summary>What was spent in all.</summary>
    public long Total { get; private set; }

    /// <summary>The most that one expression or variable took, without what it asked of others.</summary>
    public long Highest { get; private set; }

    public void Add(long amount)
    {
        Checks += amount == Check ? 1 : 0;
        _spent += amount;
        Total += amount;
        if (_spent > _limit || Total > PerPolicy)
        {
            throw new CelException("operation cancelled: actual cost limit exceeded");
        }
    }

    /// <summary>Evaluates with a limit of its own; what is asked meanwhile has its own again.</summary>
    public T Limited<T>(Func<T> evaluate)
    {
        (long limit, long spent) = (_limit, _spent);
        (_limit, _spent) = (PerExpression, 0);
        try
        {
            return evaluate();
        }
        finally
        {
            Highest = Math.Max(Highest, _spent);
            (_limit, _spent) = (limit, spent);
        }
    }
}
