using System.Runtime.CompilerServices;
using Mesh.Diagnostics;
using Mesh.Istio.Access;
using Mesh.Istio.ModelFiles;

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

    /// <summary>
    /// Who owns a file, by its path in the folder with slashes: what the owner may not change is not taken over (MC028). Of a workspace its
    /// last good state stays, of a tenant all of it, of the organization the whole model. Default: <see langword="null"/>, everybody may
    /// change everything.
    /// </summary>
    public Func<string, AccessSubject?>? OwnerOf { get; init; }

    /// <summary>
    /// The model that held before, with which the first reading is compared. Default: <see langword="null"/>, the first model is taken as
    /// it is.
    /// </summary>
    public MeshModel? Before { get; init; }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelReadResult> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ModelReadResult? last = null;
        OwnedModel? owned = OwnerOf is null ? null : new OwnedModel(OwnerOf, Before);
        while (true)
        {
            ModelFolderContent folder = Read();
            if (folder.Result != last)
            {
                last = folder.Result;
                yield return owned?.Accept(folder) ?? last;
            }

            await Task.Delay(_interval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private ModelFolderContent Read()
    {
        try
        {
            return ModelDocuments.ReadFolder(_folder, limits: null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Diagnostic finding = ReconcilerDiagnostics.ModelUnreadable.At(
                _folder, $"The folder of the model cannot be read: {e.Message}", "Mount it, or correct its name and rights.");
            return new ModelFolderContent(new ModelReadResult(null, new DiagnosticList([finding])), new Dictionary<string, string>());
        }
    }
}
