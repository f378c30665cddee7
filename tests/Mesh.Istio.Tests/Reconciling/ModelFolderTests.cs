using Mesh.Istio.Reconciling;
using Microsoft.Extensions.Time.Testing;

namespace Mesh.Istio.Tests.Reconciling;

public sealed class ModelFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-model-").FullName;
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_gives_its_model_again_whenever_it_changed()
    {
        Write(ReconcileWorld.Model.ToDocuments());
        await using IAsyncEnumerator<ModelReadResult> models = new ModelFolder(_folder, time: _time)
            .WatchAsync(TestContext.Current.CancellationToken)
            .GetAsyncEnumerator();

        ModelReadResult first = await NextAsync(models);
        Write(ReconcileWorld.Model.ToDocuments() + "---\nbroken: [");
        ModelReadResult broken = await NextAsync(models);
        Write(ReconcileWorld.Model.ToDocuments().Replace("tetrate", "other", StringComparison.Ordinal));
        ModelReadResult other = await NextAsync(models);

        Assert.Equal(ReconcileWorld.Model, first.Model);
        // Nobody can tell whose the broken document is: the model is there, and the error holds what it may concern.
        Assert.NotNull(broken.Model);
        Assert.True(broken.Diagnostics.HasErrors);
        Assert.Equal("other", other.Model!.Organization.Name);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_a_finding()
    {
        await using IAsyncEnumerator<ModelReadResult> models = new ModelFolder(Path.Combine(_folder, "none"), time: _time)
            .WatchAsync(TestContext.Current.CancellationToken)
            .GetAsyncEnumerator();

        ModelReadResult read = await NextAsync(models);

        Assert.Equal("MA026", Assert.Single(read.Diagnostics).Code);
    }

    private void Write(string documents) => File.WriteAllText(Path.Combine(_folder, "model.yaml"), documents);

    private async Task<ModelReadResult> NextAsync(IAsyncEnumerator<ModelReadResult> models)
    {
        Task<bool> next = models.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.True(await next);
        return models.Current;
    }
}
