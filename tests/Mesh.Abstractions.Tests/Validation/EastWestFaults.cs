using static Mesh.Abstractions.Tests.Validation.Valid;

namespace Mesh.Abstractions.Tests.Validation;

/// <summary>Every way in which an east-west gateway can be wrong.</summary>
internal static class EastWestFaults
{
    private const string WorkspacePath = "tenants/dev/workspaces/bookinfo";
    private const string Path = WorkspacePath + "/eastWestGateways/east-west";

    private static EastWestGateway EastWest { get; } = new() { Name = "east-west", Namespace = "backend", Services = ["details"] };

    public static IEnumerable<ModelFault> All()
    {
        yield return new("MM001", $"{WorkspacePath}/eastWestGateways/East/name", "east-west gateway in upper case", Ew(EastWest with { Name = "East" }));
        yield return new("MM001", $"{Path}/namespace", "east-west gateway's namespace with slash",
            With(Ws with
            {
                Namespaces = [new("*", "*")],
                Gateways = [],
                EastWestGateways = [EastWest with { Namespace = "a/b", Workload = [new("app", "ew")], Services = ["backend/details"] }],
            }));
        yield return new("MM002", $"{Path}/name", "two east-west gateways of one name", Ew(EastWest, EastWest with { Services = ["ratings"] }));
        yield return new("MM004", $"{Path}/labels/multicluster.mesh/x", "east-west gateway with a label of Mesh", Ew(EastWest with { Labels = [new("multicluster.mesh/x", "x")] }));
        yield return new("MM005", $"{Path}/workload/a b", "east-west gateway's workload", Ew(EastWest with { Workload = [new("a b", "x")] }));
        yield return new("MM005", $"{Path}/selectors/0/labels/app", "label of a selector of services", Ew(EastWest with { Selectors = [new() { Labels = [new("app", "*")] }] }));
        yield return new("MM006", $"{Path}/annotations/x/", "annotation of an east-west gateway", Ew(EastWest with { Annotations = [new("x/", "x")] }));
        yield return new("MM013", $"{Path}/namespace", "east-west gateway in a foreign namespace", Ew(EastWest with { Namespace = "other", Services = ["details", "backend/details"] }));
        yield return new("MM080", $"{Path}/settings/requestTimeout", "settings of an east-west gateway", Ew(EastWest with { Settings = new() { RequestTimeout = TimeSpan.Zero } }));
        yield return new("MM110", $"{Path}/services", "nothing exposed", Ew(EastWest with { Services = [] }));
        yield return new("MM111", $"{Path}/workload", "no gateway in the namespace",
            With(
                Ws with
                {
                    Namespaces = [new("*", "backend"), new("*", "other")],
                    EastWestGateways = [EastWest with { Namespace = "other" }],
                }));
        yield return new("MM111", $"{Path}/workload", "two gateways in the namespace", With(Ws with
        {
            Gateways = [
                Gw,
                Gw with
                {
                    Name = "second",
                    Workload = [new("app", "second")],
                    Servers = [Server with { Hostname = "second.example.com" }],
                }],
            EastWestGateways = [EastWest],
        }));
        foreach (string name in (string[])["", "Details", "details.example.com", "a/b/c", "details.backend", "-x"])
        {
            yield return new("MM112", $"{Path}/services/0", $"'{name}' as exposed service", Ew(EastWest with { Services = [name] }));
        }

        yield return new("MM113", $"{Path}/services/1", "foreign exposed service", Ew(EastWest with { Services = ["details", "other/details"] }));
        yield return new("MM113", $"{Path}/services/0", "service beside a gateway in a shared namespace", With(Ws with
        {
            SharedNamespaces = [new("*", "gateways")],
            EastWestGateways = [EastWest with { Namespace = "gateways", Workload = [new("app", "ew")] }],
        }));
        yield return new("MM114", $"{Path}/selectors/0/labels", "selector without label", Ew(EastWest with { Selectors = [new()] }));
        yield return new("MM115", $"{Path}/selectors/0/namespaces/1", "selector of a foreign namespace",
            Ew(EastWest with { Selectors = [new() { Labels = [new("app", "x")], Namespaces = ["back*", "other"] }] }));
        yield return new("MM115", $"{Path}/selectors/0/namespaces/0", "selector of no namespace",
            Ew(EastWest with { Selectors = [new() { Labels = [new("app", "x")], Namespaces = ["A"] }] }));
        yield return new("MM117", $"{Path}/podToPod", "strict and from pod to pod", Ew(EastWest with { Strict = true, PodToPod = true }));
        yield return new("MM116", $"{Path}/services/1", "service exposed twice", Ew(EastWest with { Services = ["details", "backend/details"] }));
        yield return new("MM116", $"{WorkspacePath}/eastWestGateways/second/services/0", "service exposed by two gateways", Ew(EastWest, EastWest with { Name = "second" }));
    }

    private static MeshModel Ew(params EastWestGateway[] gateways) => With(Ws with { EastWestGateways = [.. gateways] });
}
