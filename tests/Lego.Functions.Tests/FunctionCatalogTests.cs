using Amazon.Lambda.APIGatewayEvents;
using Lego.Functions.Tests.Specification;
using Lego.Lambda.Runtime;

namespace Lego.Functions.Tests;

public sealed class FunctionCatalogTests
{
    [Test]
    public void Every_handler_class_is_in_the_catalog_and_every_row_makes_one_of_its_own()
    {
        using var services = new Disposable();
        var made = FunctionCatalog.All.Select(row => row.Create(services.Services)).ToList();
        var classes = typeof(FunctionCatalog).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.Select(handler => handler.GetType()), Is.EquivalentTo(classes));
            Assert.That(made.Select(handler => handler.FunctionId), Is.EqualTo(FunctionCatalog.All.Select(row => row.Id)));
            Assert.That(made.Select(handler => handler.GetType().Name), Is.EqualTo(FunctionCatalog.All.Select(row => PascalCase(row.Id))));
        }
    }

    [Test]
    public void Ids_and_routes_are_unique()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(FunctionCatalog.All.Select(row => row.Id), Is.Unique);
            Assert.That(FunctionCatalog.All.Select(row => row.RouteKey), Is.Unique);
        }
    }

    [TestCaseSource(nameof(Rows))]
    public void A_row_says_what_the_specification_says(FunctionDefinition row)
    {
        var specified = SpecifiedFunctions.Find(row.Id);

        Assert.That(
            (row.RouteKey, row.MemoryMb, row.TimeoutSeconds, row.Dependencies),
            Is.EqualTo((specified.RouteKey, specified.MemoryMb, specified.TimeoutSeconds, specified.Dependencies)));
    }

    [Test]
    public void Only_health_is_public() =>
        Assert.That(FunctionCatalog.All.Where(row => row.IsPublic).Select(row => row.Id), Is.EqualTo(new[] { "health" }));

    private static IEnumerable<TestCaseData> Rows() => FunctionCatalog.All.Select(row => new TestCaseData(row).SetArgDisplayNames(row.Id));

    private static string PascalCase(string id) => string.Concat(id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>Services that connect to nothing.</summary>
    private sealed class Disposable(AppSettings? settings = null) : IDisposable
    {
        private readonly TestApi _api = new(_ => settings ?? new AppSettings { Database = "Host=localhost", Bucket = "none" });

        public AppServices Services => _api.Services;

        public void Dispose() => _api.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
