namespace Mesh.Abstractions.Tests.Settings;

public class EffectiveSecurityTests
{
    private static readonly AccessSettings Tenant = new() { Scope = AccessScope.Tenant };
    private static readonly AccessSettings Workspace = new() { Scope = AccessScope.Workspace };

    [Fact]
    public void Without_settings_nothing_holds()
    {
        EffectiveSecurity holds = Of(null, null, null);

        Assert.Null(holds.MutualTls);
        Assert.False(holds.LimitsAccess || holds.LimitsReachability);
        Assert.Empty(holds.Sources);
    }

    [Fact]
    public void A_nearer_level_replaces_what_a_farther_one_says_field_by_field()
    {
        EffectiveSecurity holds = Of(new() { MutualTls = MutualTlsPolicy.Required, Access = Workspace }, null, new() { Access = Tenant });

        Assert.Equal(MutualTlsPolicy.Required, holds.MutualTls);
        Assert.Equal([Tenant], holds.Access);
        Assert.Equal("organizations/o", holds.Sources["mutualTls"]);
        Assert.Equal("organizations/o/tenants/t/workspaces/w", holds.Sources["access"]);
    }

    [Fact]
    public void A_stricter_level_is_only_tightened()
    {
        EffectiveSecurity holds = Of(
            new() { MutualTls = MutualTlsPolicy.Required, Access = Workspace, Propagation = Propagation.Stricter },
            new() { MutualTls = MutualTlsPolicy.Permitted },
            new() { Access = Tenant });

        Assert.Equal(MutualTlsPolicy.Required, holds.MutualTls);
        Assert.Equal([Workspace, Tenant], holds.Access);
        Assert.Equal("organizations/o, organizations/o/tenants/t", holds.Sources["mutualTls"]);
    }

    [Fact]
    public void Strictness_is_inherited_until_a_level_takes_it_back()
    {
        SecuritySettings strict = new() { Propagation = Propagation.Stricter };
        SecuritySettings open = new() { MutualTls = MutualTlsPolicy.Permitted };
        SecuritySettings required = new() { MutualTls = MutualTlsPolicy.Required };

        Assert.Equal(MutualTlsPolicy.Required, Of(strict, required, open).MutualTls);
        Assert.Equal(MutualTlsPolicy.Permitted, Of(strict, required with { Propagation = Propagation.Replace }, open).MutualTls);
        Assert.Equal(MutualTlsPolicy.Permitted, Of(null, required, open).MutualTls);
    }

    [Fact]
    public void The_builder_sets_what_it_says()
    {
        MeshModel model = new MeshBuilder("o")
            .WithSecurity(s => s.RequireMutualTls().Stricter())
            .AddCluster("aws")
            .AddTenant("t", t => t
                .WithSecurity(s => s.WithAccess(AccessScope.Workspace, "tenants/t/workspaces/w").Replaceable())
                .AddWorkspace("w", w => w
                    .WithNamespaces("*/w")
                    .WithSecurity(s => s.PermitPlainText())
                    .WithSecurity(s => s.WithReachability(AccessScope.Tenant))))
            .TryBuild(out MeshModel? built, out Diagnostics.DiagnosticList found) ? built : throw new MeshModelException(found);
        Tenant tenant = model.Organization.Tenants[0];

        Assert.Equal(
            new SecuritySettings { MutualTls = MutualTlsPolicy.Required, Propagation = Propagation.Stricter }, model.Organization.Security);
        Assert.Equal(
            new SecuritySettings
            {
                Access = new() { Scope = AccessScope.Workspace, Others = ["tenants/t/workspaces/w"] },
                Propagation = Propagation.Replace,
            },
            tenant.Security);
        Assert.Equal(new SecuritySettings { MutualTls = MutualTlsPolicy.Permitted, Reachability = Tenant }, tenant.Workspaces[0].Security);
    }

    private static EffectiveSecurity Of(SecuritySettings? organization, SecuritySettings? tenant, SecuritySettings? workspace) =>
        EffectiveSecurity.Of(
        new Organization { Name = "o", Security = organization },
        new Tenant { Name = "t", Security = tenant },
        new Workspace { Name = "w", Security = workspace });
}
