using Lego.Functions.Repair;

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
        await CheckSweepAsync();
        await CheckIndexesAsync();
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

    /// <summary>No object without its row, once what nobody could clean up has been swept up; and nothing more is swept up.</summary>
    private async Task CheckSweepAsync()
    {
        string[] prefixes = [$"images/{_api.User}/", $"wishlist/{_api.User}/", .. _mocs.Select(moc => $"mocs/{moc}/")];
        foreach (var prefix in prefixes)
        {
            var sweep = new ObjectSweep(_api.Services.Storage, _api.Services.Database, prefix, DateTimeOffset.MaxValue);
            _attack.Count("objects swept up", (await Repairs.RunAsync([sweep], CancellationToken.None)).Deleted);
        }

        await CheckObjectsAsync();
        var urls = _rows!.Of("file").Select(file => (string)file["file_url"]!)
            .Concat(_rows.Of("image").SelectMany(image => new[] { (string)image["image_url"]!, (string)image["thumbnail_url"]! }))
            .Concat(_rows.Of("wish").Select(wish => (string?)wish["image_url"]).OfType<string>())
            .Select(TestObjects.KeyOf)
            .ToHashSet();
        foreach (var prefix in prefixes)
        {
            await foreach (var stored in _api.Services.Storage.ListAsync(prefix, CancellationToken.None))
            {
                Assert.That(urls, Does.Contain(stored.Key), Story());
            }
        }
    }

    /// <summary>After a repair each index holds what the rows say; without a fault that could have kept it from that, before it too.</summary>
    private async Task CheckIndexesAsync()
    {
        var steps = new Repairs(_api.Services).IndexSteps(_api.User);
        var repaired = await Repairs.RunAsync(steps, CancellationToken.None);
        _attack.Count("documents repaired", repaired.Written + repaired.Removed);
        if ((_everFaulty & (Dependencies.Search | Dependencies.Database)) == Dependencies.None)
        {
            Assert.That(repaired, Is.EqualTo(default(RepairCounts)), Story());
        }

        Assert.That(await Repairs.RunAsync(steps, CancellationToken.None), Is.EqualTo(default(RepairCounts)), Story());
    }
}
