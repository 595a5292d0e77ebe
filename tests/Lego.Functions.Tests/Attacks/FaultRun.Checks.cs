
namespace Lego.Functions.Tests.Attacks;

/// <content>What has to hold when all servers are there again.</content>
internal sealed partial class FaultRun
{
    /// <summary>Checks rows, objects, index and cache against each other.</summary>
    public async Task CheckAsync()
    {
        _servers.Heal();
        CheckCounters();
        await CheckObjectsAsync();
        Assert.That(_servers.Secrets.Any(secret => _api.LogText.Contains(secret, StringComparison.Ordinal)), Is.False);
    }

    private void CheckCounters()
    {
        foreach (var list in _rows!.Of("list"))
        {
            var parts = _rows.Find("parts", (string)list["id"]!);
            using (Assert.EnterMultipleScope())
            {
                Assert.That((int)list["total_parts_count"]!, Is.EqualTo((int?)parts?["pieces"] ?? 0), Story());
                Assert.That((int)list["acquired_parts_count"]!, Is.EqualTo((int?)parts?["acquired"] ?? 0), Story());
            }
        }
    }

    /// <summary>No row without its object.</summary>
    private async Task CheckObjectsAsync()
    {
        foreach (var file in _rows!.Of("file"))
        {
            var found = await TestObjects.GetAsync(TestObjects.KeyOf((string)file["file_url"]!));
            // One that the client uploads itself has no content here.
            if (_calls.Contents.TryGetValue((string)file["original_filename"]!, out var content))
            {
                Assert.That(found?.Content, Is.EqualTo(content), Story());
            }
        }

        var urls = _rows.Of("image").SelectMany(image => new[] { (string)image["image_url"]!, (string)image["thumbnail_url"]! })
            .Concat(_rows.Of("wish").Select(wish => (string?)wish["image_url"]).OfType<string>());
        foreach (var url in urls)
        {
            Assert.That(await TestObjects.GetAsync(TestObjects.KeyOf(url)), Is.Not.Null, url + "\n" + Story());
        }
    }
}
