using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Tests.ControlPlane;

public class RequestTests
{
    [Fact]
    public void Without_a_word_it_is_a_get_of_the_root_without_headers() =>
        Assert.Equal(new Request(), RequestBuilder.Build(_ => { }));

    [Fact]
    public void Names_of_headers_are_compared_without_case_and_values_with()
    {
        Request request = RequestBuilder.Build(r => r.WithHeader("X-Tester", "Yes"));
        Assert.Equal(new Request { Headers = [new("x-TESTER", "Yes")] }, request);
        Assert.NotEqual(new Request { Headers = [new("x-tester", "yes")] }, request);
    }

    [Fact]
    public void A_header_that_is_added_twice_has_both_values() =>
        Assert.Equal("a,b", RequestBuilder.Build(r => r.WithHeader("x-a", "a").WithHeader("X-A", "b")).Headers["x-a"]);

    [Fact]
    public void The_host_header_is_the_authority() =>
        Assert.Equal(new Request { Authority = "api.example.com" }, RequestBuilder.Build(r => r.WithHeader("Host", "api.example.com")));

    [Fact]
    public void Parameters_come_behind_those_of_the_path_whatever_was_said_first()
    {
        Assert.Equal("/a?x=1&y=%32",
            RequestBuilder.Build(r => r.WithQueryParameter("x", "1").WithPath("/a").WithQueryParameter("y", "%32")).Path);
        Assert.Equal("/a?b=1&c=", RequestBuilder.Build(r => r.WithPath("/a?b=1").WithQueryParameter("c", "")).Path);
    }

    [Fact]
    public void Everything_can_be_said() =>
        Assert.Equal(
            new Request { Method = "POST", Path = "/a", Scheme = "https", Authority = "b", Identity = "spiffe://c/ns/d/sa/e" },
            RequestBuilder.Build(r => r.WithMethod("POST").WithPath("/a").WithScheme("https").WithAuthority("b")
                .WithIdentity("spiffe://c/ns/d/sa/e")));

    [Fact]
    public void A_path_begins_with_a_slash() => Assert.Throws<ArgumentException>(() => RequestBuilder.Build(r => r.WithPath("orders")));

    [Fact]
    public void A_builder_is_used_once()
    {
        RequestBuilder? kept = null;
        RequestBuilder.Build(r => kept = r);
        Assert.Throws<InvalidOperationException>(() => kept!.WithMethod("POST"));
        Assert.Throws<InvalidOperationException>(() => kept!.WithQueryParameter("a", "b"));
    }
}
