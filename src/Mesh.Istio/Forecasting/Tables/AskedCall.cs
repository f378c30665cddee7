namespace Mesh.Istio.Forecasting.Tables;

/// <summary>One call of a table or a proof.</summary>
/// <param name="Client">Who calls.</param>
/// <param name="Question">What is asked, shared by all clients that get the same answers.</param>
internal readonly record struct AskedCall(ForecastClient Client, CallQuestion Question)
{
    /// <summary>The same as a question of its own.</summary>
    public ForecastQuery Query => Client.To(Question.Host, Question.Port, Question.Request);
}
