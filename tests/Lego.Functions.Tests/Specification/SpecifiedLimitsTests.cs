namespace Lego.Functions.Tests.Specification;

[Parallelizable(ParallelScope.All)]
public sealed class SpecifiedLimitsTests
{
    [TestCaseSource(typeof(SpecifiedLimits), nameof(SpecifiedLimits.Texts))]
    public async Task A_text_is_taken_at_its_limit_and_refused_beyond(string function, string field, int least, int greatest, string rest)
    {
        await using var api = new TestApi { User = AssemblySetUp.TakeUser().Subject };

        var longest = await SendAsync(api, function, field, greatest, rest);
        var tooLong = await SendAsync(api, function, field, greatest + 1, rest);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(longest.ErrorType, Is.Not.EqualTo("VALIDATION_ERROR"), longest.Body);
            ExpectRefused(tooLong, field);
            if (least > 0)
            {
                ExpectRefused(await SendAsync(api, function, field, least - 1, rest), field);
            }
        }
    }

    [TestCaseSource(typeof(SpecifiedLimits), nameof(SpecifiedLimits.Queries))]
    public async Task A_query_value_is_taken_at_its_limit_and_refused_beyond(string function, string field, string taken, string refused)
    {
        await using var api = new TestApi();
        var rest = function.EndsWith("-search", StringComparison.Ordinal) ? new Dictionary<string, string> { ["search"] = "x" } : [];

        var good = await api.CallAsync(function, query: new Dictionary<string, string>(rest) { [field] = taken });
        var bad = await api.CallAsync(function, query: new Dictionary<string, string>(rest) { [field] = refused });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(good.Status, Is.EqualTo(200), good.Body);
            ExpectRefused(bad, field);
        }
    }

    [Test]
    public async Task At_most_500_items_are_reordered_at_once()
    {
        await using var api = new TestApi();
        string Body(int count) =>
            $$"""{"items":[{{string.Join(',', Enumerable.Range(0, count).Select(_ => $$"""{"id":"{{Guid.NewGuid()}}","sortOrder":"a"}"""))}}]}""";

        ExpectRefused(await api.CallAsync("wishlist-reorder", rawBody: Body(501)), "items");
        ExpectRefused(await api.CallAsync("wishlist-reorder", rawBody: """{"items":[]}"""), "items");
    }

    private static Task<ApiAnswer> SendAsync(TestApi api, string function, string field, int length, string rest) => api.CallAsync(
        function,
        path: function.StartsWith("profile-", StringComparison.Ordinal) ? TestApi.Id(api.User) : null,
        rawBody: $$"""{"{{field}}":"{{new string('x', length)}}"{{(rest.Trim().Length > 0 ? "," : "")}}{{rest}}}""");

    private static void ExpectRefused(ApiAnswer answer, string field)
    {
        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")), answer.Body);
        Assert.That(answer.Body, Does.Contain($"\"{field}\":["));
    }
}
