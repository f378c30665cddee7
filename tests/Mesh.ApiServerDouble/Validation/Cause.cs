namespace Mesh.ApiServerDouble.Validation;

/// <summary>One entry of <c>details.causes</c>.</summary>
internal sealed record Cause(string Reason, string Message, string Field)
{
    public static Cause Invalid(string field, string value, string text) =>
        new("FieldValueInvalid", $"Invalid value: {value}: {text}", field);

    public static Cause Required(string field, string text = "") =>
        new("FieldValueRequired", text.Length == 0 ? "Required value" : "Required value: " + text, field);

    public static Cause NotSupported(string field, string value, IEnumerable<string> supported) =>
        new(
            "FieldValueNotSupported",
            $"Unsupported value: {value}: supported values: " + string.Join(", ", supported.Select(word => $"\"{word}\"")), field);

    public static Cause Duplicate(string field, string value) => new("FieldValueDuplicate", "Duplicate value: " + value, field);

    public static Cause Forbidden(string field, string text) => new("FieldValueForbidden", "Forbidden: " + text, field);

    /// <summary>Rules are not evaluated when the schema says this.</summary>
    public bool BlocksRules =>
        Reason is "FieldValueNotSupported" or "FieldValueRequired" or "FieldValueTooLong" or "FieldValueTooMany" or "FieldValueTypeInvalid";
}
