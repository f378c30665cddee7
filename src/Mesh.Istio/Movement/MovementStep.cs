using System.Text.Json.Serialization;
using Mesh.Istio.Capacity;

namespace Mesh.Istio.Movement;

/// <summary>One step of a movement, and what is so after it.</summary>
public sealed record MovementStep
{
    /// <summary>Its number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What it does.</summary>
    public required MovementAction Action { get; init; }

    /// <summary>What it does, in words.</summary>
    public required string Title { get; init; }

    /// <summary>The objects that change, <c>CLUSTER: KIND NAMESPACE/NAME</c> with what happens to each; empty when none does.</summary>
    public ValueList<string> Changes { get; init; }

    /// <summary>The pods that are made.</summary>
    public ValueList<MissingPods> Pods { get; init; }

    /// <summary>The load in the steady state after it.</summary>
    public required LoadForecast Load { get; init; }

    /// <summary>How many requests fail while it takes effect, as simulated.</summary>
    public double FailedRequests { get; init; }

    /// <summary>The calls that were not simulated, in words; empty when all were.</summary>
    public ValueList<string> NotSimulated { get; init; }

    /// <summary>What to watch before the next step.</summary>
    public ValueList<string> Watch { get; init; }

    /// <summary>How long it is watched before the next step; zero where nothing was changed.</summary>
    public TimeSpan Watched { get; init; }

    /// <summary>How to go back.</summary>
    public required string GoBack { get; init; }

    /// <summary>The model after it; <see langword="null"/> in a step that was read.</summary>
    [JsonIgnore]
    public MeshModel? Model { get; init; }

    /// <summary>Who sends what after it; <see langword="null"/> in a step that was read.</summary>
    [JsonIgnore]
    public Demand? Demand { get; init; }

    /// <summary>The resources after it; <see langword="null"/> in a step that was read.</summary>
    [JsonIgnore]
    public MeshResources? Resources { get; init; }
}
