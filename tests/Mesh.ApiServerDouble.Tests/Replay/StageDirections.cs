using System.Globalization;

namespace Mesh.ApiServerDouble.Tests.Replay;

/// <summary>
/// What happened between the recorded requests and was not recorded itself; taken from the notes and from what later answers show.
/// </summary>
internal static class StageDirections
{
    private const string Networking = "/apis/networking.istio.io/v1/namespaces/bookinfo/";
    private const string ConfigMaps = "/api/v1/namespaces/shop/configmaps/";
    private const string Part = "applyset.kubernetes.io/";

    /// <summary>What was there before the first request.</summary>
    public static Task BeginAsync(Session session)
    {
        // CRDs and namespaces are older than the first request; of those that are compared the version is known.
        foreach (string cluster in (string[])["east", "west"])
        {
            session[cluster].AddNamespace("default");
            session[cluster].AddNamespace("bookinfo");
            session[cluster].AddNamespace("istio-system");
            session[cluster].AddNamespace("shop");
            session[cluster].AddNamespace("shop2");
        }

        session["east"].Seed(Seeds.KubeSystem);
        session["east"].AdvanceTo(394);
        session["east"].Seed(Seeds.KubernetesService);
        return Task.CompletedTask;
    }

    public static async Task BeforeAsync(Session session, Recording recording)
    {
        ApiServer east = session["east"];
        switch (recording.File, recording.Id)
        {
            case ("requests.json", "accept-table"):
                session.At("2026-11-23T09:31:02Z");
                break;
            case ("requests.json", "namespace-delete"):
                await session.SendAsync("east", HttpMethod.Post, "/api/v1/namespaces", """{"metadata":{"name":"leaving-6261"}}""");
                await session.ApplyAsync("east", "/apis/networking.istio.io/v1/namespaces/leaving-6261/virtualservices/one",
                    """{"apiVersion":"networking.istio.io/v1","kind":"VirtualService","metadata":{"name":"one"},"spec":{"hosts":["a"]"""
                    + ""","http":[{"route":[{"destination":{"host":"a"}}]}]}}""");
                break;
            case ("requests.json", "delete-with-finalizer"):
                await session.ApplyAsync(
                    "east", Networking + "virtualservices/fin", Virtual("fin", "\"finalizers\":[\"example.com/keep\"]"));
                break;
            case ("cluster-facts.json", "node-list"):
                await session.SendAsync(
                    "east", HttpMethod.Post, "/api/v1/nodes", Seeds.Node(1, "us-east1-c", ",\"topology.istio.io/subzone\":\"rack-7\""));
                await session.SendAsync(
                    "east", HttpMethod.Patch, "/api/v1/nodes/node-1/status", Seeds.NodeStatus(1, "True"),
                    "application/strategic-merge-patch+json");
                await session.SendAsync("east", HttpMethod.Post, "/api/v1/nodes", Seeds.Node(2, "us-east1-d", ""));
                await session.SendAsync(
                    "east", HttpMethod.Patch, "/api/v1/nodes/node-2/status", Seeds.NodeStatus(2, "False"),
                    "application/strategic-merge-patch+json");
                break;
            case ("delete.json", "delete-resourceversion-moved-409"):
                await session.ApplyAsync("east", Networking + "virtualservices/del", Virtual("del"));
                session.Identities["93d5780a-dd2e-4c91-9c75-28c503d2236f"] =
                    east.Find("networking.istio.io/v1", "VirtualService", "bookinfo", "del")!["metadata"]!["uid"]!.GetValue<string>();
                await session.ApplyAsync("east", Networking + "virtualservices/del", Virtual("del", host: "b"));
                break;
            case ("delete.json", "delete-with-uid-of-former-object-409"):
                await session.ApplyAsync("east", Networking + "virtualservices/del", Virtual("del"));
                break;
            case ("delete.json", "deletecollection-label"):
                for (int index = 0; index < 3; index++)
                {
                    await session.ApplyAsync(
                        "east", $"{Networking}virtualservices/col-{index}", Virtual($"col-{index}", "\"labels\":{\"set\":\"x\"}"));
                }

                break;
            case ("list.json", "page-1"):
                await PagesAsync(session, "destinationrules", "DestinationRule", "page-", 25,
                    index =>
                        $"\"labels\":{{\"app.kubernetes.io/managed-by\":\"meshgen\",\"part\":\"{(index % 2 == 0 ? "even" : "odd")}\"}}",
                    index => $"{{\"host\":\"h{index}.bookinfo.svc.cluster.local\"}}", 605);
                break;
            case ("list.json", "page-3-after-a-write"):
                await session.ApplyAsync("east", Networking + "destinationrules/page-24",
                    """{"apiVersion":"networking.istio.io/v1","kind":"DestinationRule","metadata":{"name":"page-24","labels":"""
                    + """{"app.kubernetes.io/managed-by":"meshgen","part":"even"}},"spec":{"host":"changed.example.com"}}""");
                break;
            case ("watch.json", "sequence"):
                await session.ApplyAsync("east", Networking + "workloadentries/we-pre", Entry("we-pre", "1.1.1.1"));
                break;
            case ("list.json", "resourceversion-in-future"):
                east.AdvanceTo(633);
                break;
            case ("watch.json", "send-initial-events"):
                east.AdvanceTo(646);
                break;
            case ("watch.json", "bookmarks"):
                east.AdvanceTo(652);
                break;
            case ("watch.json", "too-old-410-event"):
                east.Compact(552);
                break;
            case ("overload-and-expiry.json", "page-1"):
                await PagesAsync(session, "sidecars", "Sidecar", "exp-", 12, _ => "\"labels\":{}", _ => "{}", 693);
                break;
            case ("overload-and-expiry.json", "continue-expired-410"):
                east.AdvanceTo(720);
                east.Compact();
                break;
            case ("overload-and-expiry.json", "429-max-inflight" or "429-priority-and-fairness"):
                east.Faults = _ => new(Faults.FaultKind.TooManyRequests) { RetryAfter = 1 };
                break;
            case ("overload-and-expiry.json", "apply-while-shutting-down"):
                east.Faults = null;
                break;
            default:
                await BeforeApplySetAsync(session, recording);
                break;
        }
    }

    /// <summary>What happened while a watch was open.</summary>
    public static async Task DuringAsync(Session session, Recording recording)
    {
        if (recording is not { File: "watch.json", Id: "sequence" or "sequence-with-label-selector" })
        {
            return;
        }

        string path = Networking + "workloadentries/we-1";
        await session.ApplyAsync("east", path, Entry("we-1", "1.1.1.1"));
        await session.ApplyAsync("east", path, Entry("we-1", "1.1.1.1"));
        await session.ApplyAsync("east", path, Entry("we-1", "2.2.2.2"));
        await session.ApplyAsync("east", path, Entry("we-1", "2.2.2.2", "b"));
        await session.ApplyAsync("east", path, Entry("we-1", "2.2.2.2"));
        await session.SendAsync("east", HttpMethod.Delete, path);
    }

    private static async Task BeforeApplySetAsync(Session session, Recording recording)
    {
        if (recording.File != "applyset.json")
        {
            return;
        }

        ApiServer east = session["east"];
        const string Path = "/apis/example.com/v1/meshsets/prod";
        switch (recording.Id)
        {
            case "create-set#1":
                east.AdvanceTo(1375);
                await session.ApplyAsync(
                    "east", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/meshsets.example.com", Seeds.MeshSets);
                break;
            case "cluster-parent-without-tooling#1":
                await session.ApplyAsync("east", Path, MeshSet(""));
                break;
            case "cluster-parent-without-group-kinds#1":
                await session.ApplyAsync(
                    "east", Path, MeshSet($"\"labels\":{{\"{Part}id\":\"applyset-xzB7YQD-PFefTCRxtXUDJZr8AYrfiFclhdCwDSV8qdA-v1\"}},"
                    + $"\"annotations\":{{\"{Part}tooling\":\"kubectl/v1.35.4\"}}"));
                break;
            case "cluster-parent-prepared":
                await session.SendAsync("east", HttpMethod.Delete, Path);
                break;
            case "other-tooling#1":
                await session.ApplyAsync(
                    "east", ConfigMaps + "mesh", ConfigMap("mesh", $"\"annotations\":{{\"{Part}tooling\":\"meshgen/v1.0.0\"}}"),
                    "meshgen&force=true");
                await session.ApplyAsync(
                    "east", ConfigMaps + "mesh3", ConfigMap("mesh3", $"\"labels\":{{\"{Part}id\":\"applyset-wrong-v1\"}},"
                    + $"\"annotations\":{{\"{Part}tooling\":\"kubectl/v1.35\"}}"));
                await session.ApplyAsync("east", ConfigMaps + "mesh4", ConfigMap("mesh4",
                    $"\"labels\":{{\"{Part}id\":\"applyset-Kri8CAxlWDEIELQUHQNxDK6emGi2_1a4d9A_E7P-egE-v1\"}},"
                    + $"\"annotations\":{{\"{Part}tooling\":\"kubectl/v1.35\","
                    + $"\"{Part}contains-group-kinds\":\"DestinationRule.networking.istio.io,Nope.example.com\"}}"));
                await session.SendAsync("east", HttpMethod.Post, "/api/v1/namespaces/shop/configmaps", ConfigMap("mesh5", ""));
                break;
        }
    }

    private static async Task PagesAsync(
        Session session, string resource, string kind, string prefix, int count, Func<int, string> metadata, Func<int, string> spec,
            long revision)
    {
        session["east"].AdvanceTo(revision);
        session.At("2026-11-23T09:31:59Z");
        for (int index = 0; index < count; index++)
        {
            string name = prefix + index.ToString("00", CultureInfo.InvariantCulture);
            await session.ApplyAsync("east", $"{Networking}{resource}/{name}",
                $"{{\"apiVersion\":\"networking.istio.io/v1\",\"kind\":\"{kind}\",\"metadata\":{{\"name\":\"{name}\","
                    + $"{metadata(index)}}},\"spec\":{spec(index)}}}");
        }
    }

    private static string Virtual(string name, string metadata = "", string host = "a") =>
        $"{{\"apiVersion\":\"networking.istio.io/v1\",\"kind\":\"VirtualService\","
        + $"\"metadata\":{{\"name\":\"{name}\"{(metadata.Length > 0 ? "," : "")}{metadata}}},"
        + $"\"spec\":{{\"hosts\":[\"{host}\"],\"http\":[{{\"route\":[{{\"destination\":{{\"host\":\"a\"}}}}]}}]}}}}";

    private static string Entry(string name, string address, string set = "a") =>
        $"{{\"apiVersion\":\"networking.istio.io/v1\",\"kind\":\"WorkloadEntry\",\"metadata\":{{\"name\":\"{name}\","
        + $"\"labels\":{{\"set\":\"{set}\"}}}},"
        + $"\"spec\":{{\"address\":\"{address}\",\"labels\":{{\"app\":\"a\"}}}}}}";

    private static string ConfigMap(string name, string metadata) =>
        $"{{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\","
        + $"\"metadata\":{{\"name\":\"{name}\"{(metadata.Length > 0 ? "," : "")}{metadata}}}}}";

    private static string MeshSet(string metadata) =>
        $"{{\"apiVersion\":\"example.com/v1\",\"kind\":\"MeshSet\","
        + $"\"metadata\":{{\"name\":\"prod\"{(metadata.Length > 0 ? "," : "")}{metadata}}}}}";
}
