using Lego.Functions;
using Lego.Infrastructure.Observability;

namespace Lego.Infrastructure.Tests.Observability;

internal sealed class FunctionDomainTests
{
    [Test]
    public void Every_function_but_health_belongs_to_exactly_one()
    {
        var several = FunctionCatalog.All.Where(function => FunctionDomain.All.Count(domain => domain.Contains(function.Id)) != 1);

        Assert.That(several.Select(function => function.Id), Is.EqualTo(["health"]));
    }

    [Test]
    public void It_is_that_of_the_functions_namespace()
    {
        var types = typeof(FunctionCatalog).Assembly.GetTypes().ToLookup(type => type.Name);

        foreach (var function in FunctionCatalog.All)
        {
            var type = types[ClassName(function.Id)].Single();
            var expected = type.Namespace == "Lego.Functions" ? null : type.Namespace!["Lego.Functions.".Length..];
            Assert.That(FunctionDomain.Of(function)?.Key.Replace("-", "", StringComparison.Ordinal), Is.EqualTo(expected?.ToLowerInvariant()), function.Id);
        }
    }

    [Test]
    public void Its_busiest_function_is_one_of_its_own()
    {
        Assert.That(FunctionDomain.All, Has.All.Matches<FunctionDomain>(domain => domain.Contains(FunctionCatalog.Find(domain.BusiestFunction).Id)));
    }

    private static string ClassName(string id) => string.Concat(id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
