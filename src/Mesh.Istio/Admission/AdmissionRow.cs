namespace Mesh.Istio.Admission;

/// <summary>One row of the table: what a field of a message has to be.</summary>
/// <param name="Message">The kind, or the name that the table gives to a message inside of kinds.</param>
/// <param name="Field">
/// The field; empty for the message itself. <c>field[]</c> are the items of a list, <c>field{}</c> the values of a map.
/// </param>
/// <param name="Refuser">Who looks at it.</param>
/// <param name="Check">What is looked at; <see langword="null"/> in a row that only says which message the field is.</param>
internal sealed record AdmissionRow(string Message, string Field, Refuser Refuser, AdmissionCheck? Check)
{
    /// <summary>The message that the field is.</summary>
    public string? Nested { get; init; }

    /// <summary>The finding that already says it; then the row is not reported a second time.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>A rule of the CRD.</summary>
    public static AdmissionRow Server(string message, string field, AdmissionCheck check) => new(message, field, Refuser.ApiServer, check);

    /// <summary>A rule of the webhook.</summary>
    public static AdmissionRow Webhook(string message, string field, AdmissionCheck check) => new(message, field, Refuser.Webhook, check);

    /// <summary>Which message a field is.</summary>
    public static AdmissionRow Is(string message, string field, string nested) =>
        new(message, field, Refuser.ApiServer, null) { Nested = nested };

    /// <summary>The same row for each of these fields.</summary>
    public static IEnumerable<AdmissionRow> Each(Func<string, AdmissionRow> row, params string[] fields) => fields.Select(row);

    /// <summary>The same rows for each of these fields.</summary>
    public static IEnumerable<AdmissionRow> Each(Func<string, AdmissionRow[]> rows, params string[] fields) => fields.SelectMany(rows);
}
