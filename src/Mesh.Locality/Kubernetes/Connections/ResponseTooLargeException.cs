namespace Mesh.Kubernetes.Connections;

/// <summary>More was sent than is read. Caught where every other failure of a request is.</summary>
internal sealed class ResponseTooLargeException(string what, long limit, string option)
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what} is longer than {limit} bytes ({option})."));
