using Mesh.Inventories;

namespace Mesh.Abstractions.Tests.Inventories;

public class LabelIndexTests
{
    private static readonly ValueMap<string>[] Some =
    [
        default, [new("app", "a")], [new("app", "b")], [new("app", "a"), new("version", "v1")], [new("version", "v1")],
        [new("app", "a"), new("version", "v2")], [new("app", "a")],
    ];

    [Fact]
    public void What_selects_is_found_in_its_order()
    {
        var index = new SelectorIndex<int>(Enumerable.Range(0, Some.Length), i => Some[i]);

        Assert.All(Some, labels => Assert.Equal(
            Enumerable.Range(0, Some.Length).Where(i => LabelMatch.Matches(Some[i], labels)), index.Find(labels)));
        Assert.True(index.Any(default));
        Assert.False(new SelectorIndex<int>([1, 2], i => Some[i]).Any(Some[4]));
        Assert.True(new SelectorIndex<int>([1, 2], i => Some[i]).Any(Some[3]));
    }

    [Fact]
    public void What_is_selected_is_found_in_its_order()
    {
        var index = new LabelIndex<int>(Enumerable.Range(0, Some.Length), i => Some[i]);

        Assert.All(Some, selector => Assert.Equal(
            Enumerable.Range(0, Some.Length).Where(i => LabelMatch.Matches(selector, Some[i])), index.Find(selector)));
        Assert.Empty(index.Find([new("app", "c")]));
    }
}
