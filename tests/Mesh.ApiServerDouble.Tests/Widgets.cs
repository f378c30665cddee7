namespace Mesh.ApiServerDouble.Tests;

/// <summary>A small CRD of its own: these tests need no recordings.</summary>
internal static class Widgets
{
    public static CustomResources Crd { get; } = CustomResources.FromYaml("""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: widgets.example.com
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList}
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    required: [color]
                    x-kubernetes-validations:
                    - rule: "!has(self.parts) || self.parts.exists(p, p.startsWith('a'))"
                      message: one part must start with a
                    properties:
                      color: {type: string, enum: [RED, GREEN]}
                      size: {type: integer, minimum: 1}
                      parts: {type: array, items: {type: string}}
                      ports:
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [name]
                        items:
                          type: object
                          required: [name]
                          properties:
                            name: {type: string}
                            number: {type: integer}
        """);

    public static Task<ApiServer> StartAsync(string name = "east") => ApiServer.StartAsync(new() { Name = name, Resources = Crd });

    public static string Json(string name, string spec) =>
        $"{{\"apiVersion\":\"example.com/v1\",\"kind\":\"Widget\",\"metadata\":{{\"name\":\"{name}\",\"namespace\":\"default\"}},"
            + $"\"spec\":{spec}}}";
}
