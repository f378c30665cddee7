using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Localities.Tests.Ejection;

public class MergeWindowTests
{
    private const long Window = 1000;

    [Fact]
    public void The_first_change_acts_at_once_and_those_within_the_window_act_together_one_window_after_the_first_of_them()
    {
        var window = new MergeWindow();

        Assert.True(window.Request(5000, Window, 0));
        Assert.False(window.Request(5300, Window, 0));
        Assert.False(window.Request(5900, Window, 0));
        Assert.Equal(6300, window.DueAt);
        window.Delivered(6300);
        Assert.False(window.Request(7300, Window, 0));
        Assert.Equal(8300, window.DueAt);
    }

    [Fact]
    public void Other_updates_deliver_what_is_pending_and_open_the_window()
    {
        var window = new MergeWindow();
        window.Request(0, Window, 0);
        window.Request(100, Window, 0);
        window.Delivered(200);

        Assert.Equal(MergeWindow.Never, window.DueAt);
        Assert.False(window.Request(1200, Window, 0));
        Assert.True(new MergeWindow().Request(0, 0, 0));
    }
}
