using System.Security.Cryptography;
using System.Text;

namespace Mesh.Istio.Movement.Running;

/// <summary>
/// What tells one plan from another. A plan that was made again for the same model is the same plan, also where the pods that it asked for
/// are there by now: a process that was killed has no other way to have it again.
/// </summary>
internal static class PlanIdentity
{
    public static string Of(MovementPlan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, MovementText.Title(plan));
        foreach (MovementStep step in Changing(plan))
        {
            Add(hash, step.Title);
            Add(hash, step.Model!.ToJson());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The steps that are counted: all but those for pods.</summary>
    public static IEnumerable<MovementStep> Changing(MovementPlan plan) =>
        plan.Steps.Where(step => step.Action != MovementAction.Scale);

    private static void Add(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0]);
    }
}
