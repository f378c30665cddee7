using System.Runtime.CompilerServices;
using Mesh.Diagnostics;

namespace Mesh.Istio.Reconciling;

/// <summary>
/// A model in a folder of documents (<see cref="ModelDocuments"/>), for example a mounted ConfigMap. The folder is read again and again
/// instead of watched: notifications of the file system are lost on mounts of containers and networks.
/// </summary>
public sealed class ModelFolder : IModelSource
{
    private readonly string _folder;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;

    /// <summary>Makes a source of a folder.</summary>
    /// <param name="folder">The folder. It need not exist yet.</param>
    /// <param name="interval">How often it is read. Default: 10 seconds. From a millisecond to a day.</param>
    /// <param name="time">The clock; the system's when <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is out of range.</exception>
    public ModelFolder(string folder, TimeSpan? interval = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
        _interval = interval ?? TimeSpan.FromSeconds(10);
        OptionRange.Require(_interval, OptionRange.Millisecond, OptionRange.Day, nameof(interval));
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelReadResult> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ModelReadResult? last = null;
        while (true)
        {
            ModelReadResult read = Read();
            if (read != last)
            {
                last = read;
                yield return read;
            }

            await Task.Delay(_interval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private ModelReadResult Read()
    {
        try
        {
            return MeshModel.FromFolder(_folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ModelReadResult(null, new DiagnosticList(
                [ReconcilerDiagnostics.ModelUnreadable.At(
                    _folder, $"The folder of the model cannot be read: {e.Message}", "Mount it, or correct its name and rights.")]));
        }
    }
}
