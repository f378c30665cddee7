using Mesh.Documents;
using Mesh.Istio.Access.Holding;
using Mesh.Istio.Access.Models;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.ModelFiles;

namespace Mesh.Istio.Access;

/// <summary>
/// Judges changes by roles and bindings of a model, down to single fields, without any cluster: whether somebody may make a change, who
/// could, and what somebody may do. Rights are those that held <em>before</em> a change, so that nobody can give them to themselves.
/// </summary>
/// <remarks>Immutable, so safe for concurrent use.</remarks>
public sealed class AccessReview
{
    private readonly MeshModel _model;
    private readonly HeldRoles _roles;
    private readonly ValueList<ClusterRights> _granted;

    /// <summary>Makes a review of what holds by a model.</summary>
    /// <param name="model">The model whose roles and bindings hold.</param>
    /// <param name="granted">
    /// The roles and bindings that clusters have beside those of the model. <see cref="WhoCan"/> counts them; verdicts do not, because they
    /// give no right on the model.
    /// </param>
    public AccessReview(MeshModel model, params IEnumerable<ClusterRights> granted)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(granted);
        _model = model;
        _roles = new HeldRoles(model);
        _granted = [.. granted];
    }

    /// <summary>Judges the difference between two models.</summary>
    /// <param name="subject">Who makes it.</param>
    /// <param name="before">The model as it is; its roles and bindings hold.</param>
    /// <param name="after">The model as it is to be. Whether it is valid is not judged.</param>
    /// <returns>The verdict.</returns>
    public static AccessVerdict Check(AccessSubject subject, MeshModel before, MeshModel after)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new ModelReview(before, after).Judge(subject);
    }

    /// <summary>Judges the difference between two folders of documents, each change by who changed the file that says it.</summary>
    /// <param name="before">The folder as it is, for example a work tree of the main branch; its roles and bindings hold.</param>
    /// <param name="after">The folder as it is to be.</param>
    /// <param name="authorOf">
    /// Who changed a file, by its path in the folder with slashes, for example as <c>git log</c> says; <see langword="null"/> when nobody
    /// is known, and then nothing of it is allowed.
    /// </param>
    /// <param name="limits">What the files may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
    /// <returns>The verdict. What could not be read of <paramref name="after"/> is not judged, and it says so.</returns>
    /// <exception cref="ArgumentException">There is no model in one of the folders.</exception>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static AccessVerdict CheckFolders(
        string before, string after, Func<string, AccessSubject?> authorOf, ReadLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(before);
        ArgumentException.ThrowIfNullOrEmpty(after);
        ArgumentNullException.ThrowIfNull(authorOf);
        ModelFolderContent old = ModelDocuments.ReadFolder(before, limits), now = ModelDocuments.ReadFolder(after, limits);
        return new ModelReview(Model(old, nameof(before)), Model(now, nameof(after))).Judge(old, now, authorOf);
    }

    /// <summary>Judges the difference between the objects of two states of clusters, generated or written by hand.</summary>
    /// <param name="subject">Who makes it.</param>
    /// <param name="before">The objects as they are.</param>
    /// <param name="after">The objects as they are to be.</param>
    /// <returns>The verdict. An object is judged at the workspace that owns its namespace, else at the one for which it was generated, else
    /// in the organization.</returns>
    public AccessVerdict Check(AccessSubject subject, MeshResources before, MeshResources after)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new ModelReview(_roles, new ResourceReview(_model).Between(before, after)).Judge(subject);
    }

    /// <summary>Judges what a plan would do to live objects.</summary>
    /// <param name="subject">Who makes it.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="desired">What is planned: a plan names created objects only.</param>
    /// <returns>The verdict; whatever the plan leaves as it is, is no change.</returns>
    public AccessVerdict Check(AccessSubject subject, ApplyPlan plan, MeshResources desired)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(desired);
        return new ModelReview(_roles, new ResourceReview(_model).Of(plan, desired)).Judge(subject);
    }

    /// <summary>
    /// Writes a <c>CODEOWNERS</c> file for a folder of documents: for each file those of whom each may write all that it says.
    /// </summary>
    /// <param name="folder">The folder, from whose root the file's patterns count.</param>
    /// <param name="handleOf">
    /// What the code host calls somebody who is bound (<c>group platform</c>, <c>user ann</c>), for example <c>@acme/platform</c>; <see
    /// langword="null"/> for whom it does not know. Service accounts are never asked.
    /// </param>
    /// <param name="limits">What the files may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
    /// <returns>The text, ending in a line feed.</returns>
    /// <exception cref="ArgumentException">There is no model in the folder.</exception>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static string CodeOwners(string folder, Func<string, string?> handleOf, ReadLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(handleOf);
        ModelFolderContent content = ModelDocuments.ReadFolder(folder, limits);
        return Access.CodeOwners.Write(Model(content, nameof(folder)), content, handleOf);
    }

    internal static AccessVerdict Check(
        MeshModel before, ModelFolderContent oldFolder, MeshModel after, ModelFolderContent newFolder,
        Func<string, AccessSubject?> authorOf) => new ModelReview(before, after).Judge(oldFolder, newFolder, authorOf);

    /// <summary>Everybody who may do something, each by one binding.</summary>
    /// <param name="verb">What.</param>
    /// <param name="path">
    /// To what: a field (<c>tenants/dev/workspaces/bookinfo/gateways/ingress/servers/web/tls/credentialName</c>), a part of the model, or a
    /// list (<c>tenants</c>), whether there is something at it or not; empty for the organization.
    /// </param>
    /// <returns>
    /// Who holds the right, nearest bindings first; then who may change it in a cluster itself, by a role that is not of the model.
    /// </returns>
    /// <exception cref="ArgumentException">The model has no such field; the message names those that there are.</exception>
    public ValueList<AccessHolder> WhoCan(AccessVerb verb, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        ModelChange change = ModelLookup.Find(_model, verb, path);
        return [
            .. new ChangeJudge(_roles, _roles).WhoCan(change.Place, change),
            .. _granted.SelectMany(rights => GrantedHolders.Of(rights, _model, change)),
        ];
    }

    /// <summary>What somebody may do, binding by binding; each holds in its place and everything below.</summary>
    /// <param name="subject">Who.</param>
    /// <returns>The grants, those of the organization first.</returns>
    public ValueList<AccessGrant> WhatCan(AccessSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return [.. _roles.All.Where(held => held.Role is not null).SelectMany(
            held => held.NamesOf(subject).Select(name => new AccessGrant(held.Place, held.Role!, name)))];
    }

    private static MeshModel Model(ModelFolderContent folder, string name) => folder.Result.Model
        ?? throw new ArgumentException($"There is no model in the folder: {folder.Result.Diagnostics}", name);
}
