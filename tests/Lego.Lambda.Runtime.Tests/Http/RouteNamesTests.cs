using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.Http;

namespace Lego.Lambda.Runtime.Tests.Http;

[Parallelizable(ParallelScope.All)]
public sealed class RouteNamesTests
{
    private const string Download = "GET /mocs/{mocId}/files/{fileId}/download";

    [Test]
    public void Parameters_that_a_REST_API_calls_otherwise_get_the_names_of_the_route_by_their_places()
    {
        var request = Event("GET /mocs/{id}/files/{file}/download", ("id", "m1"), ("file", "f1"));

        new RouteNames(Download).Apply(request);

        Assert.Multiple(() =>
        {
            Assert.That(request.RouteKey, Is.EqualTo(Download));
            Assert.That(request.RequestContext.RouteKey, Is.EqualTo(Download));
            Assert.That(request.PathParameters, Is.EqualTo(new Dictionary<string, string> { ["mocId"] = "m1", ["fileId"] = "f1" }));
        });
    }

    [Test]
    public void Names_that_are_swapped_are_told_apart_by_their_places()
    {
        var request = Event("GET /mocs/{fileId}/files/{mocId}/download", ("fileId", "m1"), ("mocId", "f1"));

        new RouteNames(Download).Apply(request);

        Assert.That(request.PathParameters, Is.EqualTo(new Dictionary<string, string> { ["mocId"] = "m1", ["fileId"] = "f1" }));
    }

    [TestCase(Download)]
    [TestCase("GET /mocs/{id}/files/{file}")]
    [TestCase("POST /mocs/{id}/files/{file}/download")]
    [TestCase("$default")]
    public void An_event_of_the_same_names_or_of_another_route_stays_as_it_is(string routeKey)
    {
        var request = Event(routeKey, ("id", "m1"));

        new RouteNames(Download).Apply(request);

        Assert.That((request.RouteKey, request.PathParameters["id"]), Is.EqualTo((routeKey, "m1")));
    }

    [Test]
    public void A_route_without_values_in_the_event_still_gets_its_key()
    {
        var request = new APIGatewayHttpApiV2ProxyRequest { RouteKey = "GET /mocs/{id}/files/{file}/download" };

        new RouteNames(Download).Apply(request);

        Assert.That((request.RouteKey, request.PathParameters), Is.EqualTo((Download, (IDictionary<string, string>?)null)));
    }

    private static APIGatewayHttpApiV2ProxyRequest Event(string routeKey, params (string Name, string Value)[] values) => new()
    {
        RouteKey = routeKey,
        RequestContext = new APIGatewayHttpApiV2ProxyRequest.ProxyRequestContext { RouteKey = routeKey },
        PathParameters = values.ToDictionary(pair => pair.Name, pair => pair.Value),
    };
}
