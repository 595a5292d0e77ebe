using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Gallery;

[Parallelizable(ParallelScope.All)]
public sealed class GalleryImageGetTests
{
    [Test]
    public async Task The_first_read_asks_the_database_and_the_second_the_cache()
    {
        await using var api = new TestApi();
        var uploaded = await api.UploadImageAsync();
        var id = (string)uploaded["id"]!;

        var miss = await api.CallAsync("gallery-image-get", path: TestApi.Id(id));
        var hit = await api.CallAsync("gallery-image-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(miss.Status, Is.EqualTo(200));
            Assert.That(miss.Data.ToJsonString(), Is.EqualTo(uploaded.ToJsonString()));
            Assert.That(miss.Steps, Is.EqualTo(new[] { "cache:get", "db:image.get", "cache:set" }));
            Assert.That(miss.Trace.Annotation("imageId"), Is.EqualTo(id));
            Assert.That(hit.Steps, Is.EqualTo(new[] { "cache:get" }));
            Assert.That(hit.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("true"));
            Assert.That(hit.Data.ToJsonString(), Is.EqualTo(miss.Data.ToJsonString()));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Another_user_is_refused_whether_or_not_it_is_cached(bool cached)
    {
        await using var api = new TestApi();
        var id = (string)(await api.UploadImageAsync("Private"))["id"]!;
        if (cached)
        {
            await api.CallAsync("gallery-image-get", path: TestApi.Id(id));
        }

        var answer = await api.CallAsync("gallery-image-get", path: TestApi.Id(id), user: "somebody-else");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That(answer.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo(cached ? "true" : "false"));
            Assert.That(answer.Body, Does.Not.Contain("Private"));
        }
    }

    [Test]
    public async Task What_does_not_exist_is_not_found_and_what_is_no_UUID_is_named()
    {
        await using var api = new TestApi();

        var missing = await api.CallAsync("gallery-image-get", path: TestApi.Id(Guid.NewGuid().ToString()));
        var wrong = await api.CallAsync("gallery-image-get", path: TestApi.Id("castle"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That((wrong.Status, wrong.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(wrong.FieldErrors, Is.EqualTo(new[] { "id" }));
        }
    }

    [Test]
    public async Task Without_the_database_it_is_a_database_error()
    {
        await using var api = new TestApi(GalleryCalls.WithoutDatabase);

        var answer = await api.CallAsync("gallery-image-get", path: TestApi.Id(Guid.NewGuid().ToString()));

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "DATABASE_ERROR")));
    }
}
