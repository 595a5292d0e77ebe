using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lego.Functions.PartsLists;
using Lego.Functions.Tests.PartsLists;
using Lego.Testing.Attacks;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Attacks;

/// <summary>
/// Every function of the catalog, asked by one user for what another has: the status of the specification, no byte of the other's data in
/// answer, trace or log, and everything of the other as it was.
/// </summary>
[Category("Attack")]
public sealed partial class AccessMatrixTests
{
    private Tenant _owner = null!;
    private Tenant _other = null!;
    private string _ownersBefore = "";
    private string _othersBefore = "";

    private static IEnumerable<string> Entries => FunctionCatalog.All.Select(row => row.Id);

    /// <summary>The functions that take an id of a resource, be it in the path or in the body.</summary>
    private static IEnumerable<string> WithIds => AccessMatrix.All.Where(entry => entry.Uses.Length > 0).Select(entry => entry.Function);

    [OneTimeSetUp]
    public async Task Start()
    {
        _owner = await Tenant.CreateAsync();
        _other = await Tenant.CreateAsync();
        foreach (var index in new[] { "moc_instructions", "gallery_images", "wishlist_items" })
        {
            await TestIndex.RefreshAsync(index);
        }

        _ownersBefore = await _owner.SnapshotAsync();
        _othersBefore = await _other.SnapshotAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        // All lines of all the calls above, once.
        Assert.That(_other.Api.LogLines.Select(line => line.ToJsonString()), Is.Not.Empty.And.None.Contains(_owner.Mark));
        await _owner.DisposeAsync();
        await _other.DisposeAsync();
    }

    [TestCaseSource(nameof(Entries))]
    public void The_matrix_knows_each_id_that_the_function_takes(string function)
    {
        var entry = AccessMatrix.Find(function);
        var row = FunctionCatalog.Find(entry.Function);
        var call = entry.Build(_other.Ids);
        var given = (call.Path?.Keys ?? Enumerable.Empty<string>()).Concat(call.Query?.Keys ?? Enumerable.Empty<string>())
            .Append(call.Body?.ToJsonString() ?? "").Append(call.Form is null ? "" : "albumId").ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Path?.Keys ?? Enumerable.Empty<string>(), Is.EquivalentTo(Parameter().Matches(row.Route).Select(match => match.Groups[1].Value)));
            foreach (var member in IdMembers(RequestTypes.Of(row, _other.Api.Services)))
            {
                Assert.That(given, Has.Some.Contains(member), $"{entry.Function} takes {member}: say in the matrix whose it may be");
            }
        }
    }

    [TestCaseSource(nameof(WithIds))]
    public async Task What_is_another_users_stays_closed_and_what_nobody_has_is_not_there(string function)
    {
        var entry = AccessMatrix.Find(function);
        await ExpectAsync(entry, _owner.Ids, entry.Foreign);
        foreach (var (id, status) in entry.Nested)
        {
            await ExpectAsync(entry, With(_other.Ids, id, _owner.Ids[id]), status);
        }

        await ExpectAsync(entry, Tenant.Nobody(new Random(1)), entry.Missing);
        await ExpectNothingChangedAsync();
    }

    [TestCaseSource(nameof(Entries))]
    public async Task Who_is_not_signed_in_gets_nothing(string function)
    {
        var entry = AccessMatrix.Find(function);
        var row = FunctionCatalog.Find(entry.Function);
        var answer = await entry.Build(_owner.Ids).SendAsync(_other.Api, entry.Function, signedIn: false);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(row.IsPublic ? 200 : 401));
            Assert.That(answer.Steps, row.IsPublic ? Is.Not.Empty : Is.Empty);
            ExpectNoLeak(entry, answer);
        }
    }

    [TestCaseSource(nameof(WithIds))]
    public async Task An_id_in_another_spelling_opens_nothing(string function)
    {
        var entry = AccessMatrix.Find(function);
        foreach (var id in entry.Uses)
        {
            foreach (var spelled in SomeFor(function, [.. Spellings(_owner.Ids[id], _other.Ids[id])]))
            {
                var answer = await entry.Build(With(_other.Ids, id, spelled)).SendAsync(_other.Api, entry.Function);

                Assert.That(answer.Status, Is.AnyOf(400, 403, 404, 409).Or.EqualTo(entry.Foreign), $"{id} = '{spelled}': {answer.Body}");
                ExpectNoLeak(entry, answer);
            }
        }

        await ExpectNothingChangedAsync();
    }

    [TestCaseSource(nameof(Entries))]
    public async Task A_user_whose_id_resembles_the_owners_is_somebody_else(string function)
    {
        var entry = AccessMatrix.Find(function);
        var id = _owner.User;
        string[] users = [id.ToUpperInvariant(), id + " ", " " + id, id[..^1], id + "0", "%", "_", "*", id + ":list", id + "/..", "' or '1'='1", id + "%", $"{id},{_other.User}"];
        foreach (var user in SomeFor(function, users))
        {
            var answer = await entry.Build(_owner.Ids).SendAsync(_other.Api, entry.Function, user);

            Assert.That(answer.Status, Is.LessThan(500), $"as '{user}': {answer.Body}");
            Assert.That(answer.Status, entry.Uses.Length > 0 ? Is.EqualTo(entry.Foreign) : Is.LessThan(300), $"as '{user}': {answer.Body}");
            ExpectNoLeak(entry, answer);
        }

        Assert.That(await _owner.SnapshotAsync(), Is.EqualTo(_ownersBefore));
    }

    [Test]
    public async Task Any_mixture_of_ids_that_is_not_all_the_callers_own_is_refused()
    {
        using var attack = new Attack("access-mixed-ids");
        var entries = WithIds.Where(function => function is not ("gallery-image-flag" or "gallery-image-list")).Select(AccessMatrix.Find).ToList();
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var entry = entries[random.Next(entries.Count)];
            var nobody = Tenant.Nobody(random);
            var foreign = random.Next(entry.Uses.Length);
            var ids = entry.Uses.Select((name, i) => (name, Value: i == foreign
                ? Pick(random, _owner.Ids[name], _owner.Ids[name], nobody[name], AnyOther(random, name))
                : Pick(random, _other.Ids[name], _other.Ids[name], _owner.Ids[name], nobody[name])));
            var answer = await entry.Build(ids.ToDictionary(pair => pair.name, pair => pair.Value)).SendAsync(_other.Api, entry.Function);
            attack.Count($"status {answer.Status}");

            Assert.That(answer.Status, Is.AnyOf(400, 403, 404), $"{entry.Function} {string.Join(' ', ids)}: {answer.Body}");
            ExpectNoLeak(entry, answer);
        });

        await ExpectNothingChangedAsync();
    }

    [Test]
    public async Task An_item_with_the_id_of_anothers_item_becomes_a_new_item()
    {
        var stolen = (await _owner.Api.ListsAsync(_owner.Ids["moc"]))[0]!["parts"]![0]!["id"]!.ToString();
        var moc = await _other.Api.CreateMocAsync();
        var list = await _other.Api.CreateListAsync(moc, PartsListCalls.Part("3001", 1));

        var answer = await _other.Api.CallAsync(
            "parts-list-update", new JsonObject { ["parts"] = new JsonArray(PartsListCalls.Part("3002", 1, id: stolen)) }, PartsListCalls.Path(moc, list));
        var mine = (await _other.Api.ListsAsync(moc))[0]!["parts"]!.AsArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
            Assert.That(mine.Select(part => part!["id"]!.ToString()), Has.Exactly(1).Items.And.None.EqualTo(stolen));
            Assert.That(await _owner.SnapshotAsync(), Is.EqualTo(_ownersBefore));
        }

        await _other.Api.CallAsync("moc-delete", path: TestApi.Id(moc));
    }

    private async Task ExpectAsync(AccessEntry entry, IReadOnlyDictionary<string, string> ids, int status)
    {
        var answer = await entry.Build(ids).SendAsync(_other.Api, entry.Function);

        // Who has flagged an image before, in another of these tests, is told so.
        Assert.That(answer.Status, status == 201 ? Is.AnyOf(201, 409) : Is.EqualTo(status), answer.Body);
        ExpectNoLeak(entry, answer);
        if (status is 403 or 404)
        {
            Assert.That(answer.ErrorType, Is.EqualTo(status == 403 ? "FORBIDDEN" : "NOT_FOUND"));
            Assert.That(answer.Trace.Annotation("errorType"), Is.EqualTo(answer.ErrorType));
        }
    }

    private void ExpectNoLeak(AccessEntry entry, ApiAnswer answer)
    {
        var seen = (answer.Body ?? "") + string.Join('\n', answer.Headers.Values) + answer.Trace.ToJsonString();
        Assert.That(seen, Does.Not.Contain(_owner.Mark), entry.Function);
    }

    private async Task ExpectNothingChangedAsync()
    {
        Assert.That(await _owner.SnapshotAsync(), Is.EqualTo(_ownersBefore), "of the owner");
        Assert.That(await _other.SnapshotAsync(), Is.EqualTo(_othersBefore), "of the caller");
    }

    private string AnyOther(Random random, string name) => _owner.Ids.Where(pair => pair.Key != name).Select(pair => pair.Value).ElementAt(random.Next(_owner.Ids.Count - 1));

    /// <summary>A quarter of them for each function, so that all occur among the functions; all of them with the long budget.</summary>
    private static IEnumerable<string> SomeFor(string function, IReadOnlyList<string> values)
    {
        var place = FunctionCatalog.All.Select(row => row.Id).ToList().IndexOf(function);
        return values.Where((_, i) => Attack.IsLong || (i + place) % 4 == 0);
    }

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> ids, string name, string value) => new(ids) { [name] = value };

    private static IEnumerable<string> Spellings(string id, string own) =>
    [
        id.ToUpperInvariant(), $"{{{id}}}", $"({id})", id.Replace("-", "", StringComparison.Ordinal), " " + id, id + " ", id + "\n", "urn:uuid:" + id,
        id.Replace("-", "%2D", StringComparison.Ordinal), "../" + id, $"{own}/../{id}", $"{own}/{id}", $"{own}%2F..%2F{id}", id + "' or '1'='1",
        id + "%", "%", "*", "_", id + "\u0000", "\u200b" + id, "\ufeff" + id, $"{own};{id}", $"{own},{id}", $"{own}\r\n{id}", $"[\"{id}\"]", "null", "undefined",
        "0", "-1", "00000000-0000-0000-0000-000000000000", $"{own}' union select id from moc_instructions --", new('a', 5000),
    ];

    /// <summary>Members that name something: ids by type, and keys and ids by name, also those of the items of a list.</summary>
    private static IEnumerable<string> IdMembers(Type type) => RequestTypes.Members(type).SelectMany(member =>
        member.Type == typeof(Guid) || member.Name is "id" or "s3Key" ? [member.Name]
        // What an item of a parts list may bring along has a test of its own.
        : RequestTypes.ItemOf(member.Type) is { } item && item != typeof(PartInput) ? IdMembers(item)
        : []);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
