using Mesh.Diagnostics;

namespace Mesh;

/// <summary>What all builders have in common: they are one-shot and collect problems instead of throwing.</summary>
/// <remarks>
/// Methods return the builder itself, so calls chain. Only <see langword="null"/> arguments throw; any other mistake is reported by
/// <see cref="MeshBuilder.Build"/>, together with all others. Not thread-safe.
/// </remarks>
/// <typeparam name="TBuilder">The builder itself.</typeparam>
public abstract class ModelBuilder<TBuilder>
    where TBuilder : ModelBuilder<TBuilder>
{
    private bool _isClosed;

    private protected ModelBuilder(string path, List<Diagnostic> problems)
    {
        Path = path;
        Problems = problems;
    }

    private protected string Path { get; }

    private protected List<Diagnostic> Problems { get; }

    /// <summary>Runs a change unless the builder has been built.</summary>
    private protected TBuilder Do(Action change)
    {
        ThrowIfClosed();
        change();
        return (TBuilder)this;
    }

    /// <summary>Lets a user's function describe a child, and closes the child.</summary>
    private protected static TChild Configure<TChild>(Action<TChild>? configure, TChild child)
        where TChild : ModelBuilder<TChild>
    {
        configure?.Invoke(child);
        child.Close();
        return child;
    }

    private protected void Close()
    {
        ThrowIfClosed();
        _isClosed = true;
    }

    private void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw new InvalidOperationException(
                $"This {GetType().Name} has been built already; make a new one, or change the model with 'with'.");
        }
    }
}
