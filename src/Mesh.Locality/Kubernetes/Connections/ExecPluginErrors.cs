using System.Diagnostics;
using System.Text;
using k8s;
using k8s.KubeConfigModels;

namespace Mesh.Kubernetes.Connections;

/// <summary>
/// What one exec plugin prints on its standard error. KubernetesClient has one event for all plugins, so what others print at the same
/// time is told apart by command and arguments. While somebody listens the plugin's words do not reach the terminal by themselves; they
/// are passed on, because they can ask for a login.
/// </summary>
internal sealed class ExecPluginErrors : IDisposable
{
    private const int KeptLength = 4096;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    private readonly string _command;
    private readonly string _arguments;
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource _ended = new();

    public ExecPluginErrors(ExternalExecution plugin)
    {
        _command = plugin.Command ?? "";
        _arguments = string.Join(' ', plugin.Arguments ?? []);
        KubernetesClientConfiguration.ExecStdError += Take;
    }

    /// <summary>What was printed until now. Waits a moment for the end, which can come after the plugin's.</summary>
    public string Read()
    {
        _ended.Task.Wait(LongestWait);
        lock (_text)
        {
            return _text.ToString();
        }
    }

    public void Dispose() => KubernetesClientConfiguration.ExecStdError -= Take;

    private void Take(object? sender, DataReceivedEventArgs line)
    {
        if (sender is not Process { StartInfo: { } start } || start.FileName != _command || ArgumentsOf(start) != _arguments)
        {
            return;
        }

        if (line.Data is { } text)
        {
            Console.Error.WriteLine(text);
            Keep(text);
        }
        else
        {
            _ended.TrySetResult();
        }
    }

    private void Keep(string text)
    {
        lock (_text)
        {
            if (_text.Length < KeptLength)
            {
                _text.Append(text).Append(' ');
            }
        }
    }

    private static string ArgumentsOf(ProcessStartInfo start) =>
        start.ArgumentList.Count > 0 ? string.Join(' ', start.ArgumentList) : start.Arguments;
}
