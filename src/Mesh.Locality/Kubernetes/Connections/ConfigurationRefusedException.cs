namespace Mesh.Kubernetes.Connections;

/// <summary>A configuration that is not used, with words of our own that hold no secret. Caught where clients are made.</summary>
internal sealed class ConfigurationRefusedException(string message, Exception? inner = null) : Exception(message, inner);
