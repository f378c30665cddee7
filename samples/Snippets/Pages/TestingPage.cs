#region testing-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Testing;
using Xunit;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

/// <summary>Tests as a user has them; here the program runs them.</summary>
public class TestingPage
{
    internal static void Run(Transcript transcript)
    {
        Directory.CreateDirectory("mesh-model");
        File.WriteAllText("mesh-model/all.yaml", Model().ToDocuments());
        var tests = new FailoverTests();
        tests.If_details_dies_in_aws_gcp_answers();
        tests.The_loss_of_any_one_thing_is_survived();
        tests.If_aws_dies_users_at_the_other_gateway_see_nothing();
        tests.A_wrong_expectation_says_why(Console.WriteLine);
        transcript.Output("testing-message");
    }

    private static MeshModel Model() => new MeshBuilder("tetrate")
        .AddCluster("aws")
        .AddCluster("gcp")
        .AddTenant("dev", t => t
            .AddWorkspace("bookinfo", w => w
                .WithNamespaces("*/bookinfo-backend")
                .WithRequestTimeout(TimeSpan.FromSeconds(15))
                .AddGateway("ingress-bookinfo", g => g
                    .InNamespace("bookinfo-backend").WithWorkload("app", "ingress-bookinfo")
                    .AddHttpServer("details", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))))
        .Build();

    #region testing
    public class FailoverTests
    {
        private readonly Forecaster _mesh;

        public FailoverTests()
        {
            MeshModel model = MeshModel.FromFolder("mesh-model").Model!;          // what you generate from
            Inventory inventory = Inventory.FromDumps("dumps");                    // what kubectl printed
            _mesh = new Forecaster(new IstioGenerator().Generate(model, inventory).MustHaveNoErrors(), inventory);
        }

        [Fact]
        public void If_details_dies_in_aws_gcp_answers() => Details("aws")
            .When(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details"))
            .MustBeAnsweredBy("gcp");

        [Fact]
        public void If_aws_dies_users_at_the_other_gateway_see_nothing() => Details("gcp")
            .When(failure => failure.ClusterDown("aws"))
            .MustLoseNothing();

        [Fact]
        public void The_loss_of_any_one_thing_is_survived() => _mesh
            .ForCalls(calls => calls.AddEveryClient("details.cx.tetrate.info"))
            .SurvivesAny(1, FailureScopes.Clusters | FailureScopes.Gateways)
            .MustHold();
        #endregion

        internal void A_wrong_expectation_says_why(Action<string> print)
        {
            try
            {
                Details("aws").When(failure => failure.GatewayDown("aws", "bookinfo-backend/ingress-bookinfo")).MustBeAnsweredBy("aws");
            }
            catch (MeshAssertionException wrong)
            {
                print(wrong.Message);
            }
        }

        #region testing-call
        private ForecastQuery Details(string cluster) => _mesh
            .ForClient(cluster, "bookinfo-backend/productpage")
            .To("details.cx.tetrate.info", 80);
    }
    #endregion
}
