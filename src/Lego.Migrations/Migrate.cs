using System.Text.Json.Serialization;
using Lego.Functions;
using Lego.Functions.Gallery;
using Lego.Functions.Moc;
using Lego.Functions.Repair;
using Lego.Functions.Shared;
using Lego.Functions.Wishlist;
using Lego.Lambda.Runtime;

namespace Lego.Migrations;

/// <summary>The event. <c>{}</c> is enough.</summary>
/// <param name="RequestType">What CloudFormation does where it calls the function for a custom resource; on <c>Delete</c> nothing is done.</param>
/// <param name="Repair">
/// True to make the indexes what the rows say, and to delete objects that no row refers to: what outages leave behind, since both are
/// written best effort.
/// </param>
internal sealed record MigrationRequest(string? RequestType = null, bool Repair = false);

/// <summary>What was done.</summary>
/// <param name="Applied">The files that were applied, in order; none where the schema was the newest already.</param>
/// <param name="Schema">The newest file that is applied now, by its number, such as <c>0005</c>.</param>
/// <param name="Indexes">The indexes that were made; none where all were there.</param>
/// <param name="Repaired">What was repaired, where that was asked for.</param>
internal sealed record MigrationReport(
    IReadOnlyList<string> Applied,
    string? Schema,
    IReadOnlyList<string> Indexes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RepairReport? Repaired = null);

/// <summary>
/// Brings the database and the indexes of a stage up to date: applies what is new in <c>db/migrations</c>, makes the database user of the
/// functions, makes missing indexes with their mappings. May be called at any time and as often as one likes.
/// </summary>
/// <remarks>
/// A function without HTTP: it inherits from <see cref="TracedHandler{TRequest, TResponse}"/> itself, with an event and an answer of its
/// own. Whatever it throws reaches the caller as Lambda's error document, with secrets taken out.
/// </remarks>
internal sealed class Migrate(MigrationSettings settings, HandlerOptions options)
    : TracedHandler<MigrationRequest, MigrationReport>("migrate", options with { Targets = settings.Servers.Targets })
{
    private static readonly SearchMapping[] Mappings = [MocIndex.Mapping, ImageIndex.Mapping, WishlistIndex.Mapping];

    // A domain that has just been made is slower than a request of the API could wait for.
    private static readonly TimeSpan IndexPatience = TimeSpan.FromSeconds(30);

    // What is being done when it is over has the rest to come to its end.
    private const double RepairShare = 0.8;

    protected override async Task<MigrationReport> HandleAsync(MigrationRequest request, HandlerContext context, CancellationToken cancellationToken)
    {
        if (request.RequestType == "Delete")
        {
            return new MigrationReport([], null, []);
        }

        var owner = OwnerConnection.Create(settings.Servers.Database, await ReadSecretAsync(cancellationToken));
        // DbUp knows no tasks; the thread of the invocation would miss its deadline.
        var (applied, version) = await TraceWork("schema", _ => Task.Run(() => Schema.Apply(owner, Schema.Scripts()), cancellationToken));
        context.Annotate("applied", applied.Count);
        context.Annotate("schema", version ?? "");
        await TraceWork("user", async subsegment =>
            subsegment.Annotate("iam", await ApplicationUser.EnsureAsync(owner, cancellationToken)));
        return new MigrationReport(
            applied, version, await MakeIndexesAsync(cancellationToken), request.Repair ? await RepairAsync(owner, context, cancellationToken) : null);
    }

    private async Task<RepairReport> RepairAsync(string owner, HandlerContext context, CancellationToken cancellationToken)
    {
        var end = context.Clock.GetUtcNow() + (RepairShare * context.Lambda.RemainingTime);
        await using var services = new AppServices(settings.Servers with { Database = owner, DatabaseAuth = DatabaseAuth.Password }, Options);
        var (counts, stopped) = await new Repairs(services).RunAsync(() => context.Clock.GetUtcNow() >= end, cancellationToken);
        context.Annotate("repairComplete", stopped is null);
        return RepairReport.Of(counts, stopped);
    }

    private async Task<DatabaseSecret?> ReadSecretAsync(CancellationToken cancellationToken)
    {
        if (settings.SecretArn.Length == 0)
        {
            return null;
        }

        using var secrets = new SecretsManager(settings, Options.Clock);
        return await secrets.ReadAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<string>> MakeIndexesAsync(CancellationToken cancellationToken)
    {
        using var search = new SearchIndex(settings.Servers, Options, Random.Shared.NextDouble, IndexPatience);
        List<string> made = [];
        foreach (var mapping in search.IsConfigured ? Mappings : [])
        {
            if (await search.EnsureAsync(mapping, cancellationToken))
            {
                made.Add(mapping.Index);
            }
        }

        return made;
    }
}
