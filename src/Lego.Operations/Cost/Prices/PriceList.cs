using System.Globalization;
using System.Text.Json.Nodes;

namespace Lego.Operations.Cost.Prices;

/// <summary>The prices of a region on a day.</summary>
internal sealed class PriceList
{
    private readonly Dictionary<string, PriceItem> _items = [];
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    /// <exception cref="OperationsException">An item is not what it must be; the message names it.</exception>
    public PriceList(DataFile file)
    {
        Region = file.Text(file.Root, "region");
        Currency = file.Text(file.Root, "currency");
        Date = Day(file, file.Root, "date");
        NotCovered = [.. (file.Root["notCovered"] as JsonArray ?? []).Select(one => one?.ToString() ?? "")];
        var items = file.Object(file.Root, "items");
        foreach (var (name, _) in items)
        {
            _items.Add(name, Item(file, file.Object(items, name)));
        }
    }

    public string Region { get; }

    public string Currency { get; }

    /// <summary>The day the list was put together.</summary>
    public string Date { get; }

    /// <summary>What the list says it leaves out.</summary>
    public IReadOnlyList<string> NotCovered { get; }

    public IReadOnlyDictionary<string, PriceItem> Items => _items;

    /// <summary>What was asked for and is not in the list, and so counted as nothing.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    /// <summary>Price of a month's quantity; 0, and remembered as missing, where the list does not have it.</summary>
    public double Of(string item, double quantity, bool withFree)
    {
        if (_items.TryGetValue(item, out var price))
        {
            return price.Of(quantity, withFree);
        }

        if (quantity > 0)
        {
            _missing.Add(item);
        }

        return 0;
    }

    private static PriceItem Item(DataFile file, JsonObject item)
    {
        var tiers = new List<PriceTier>();
        foreach (var node in file.List(item, "tiers"))
        {
            var tier = node as JsonObject ?? throw file.Wrong(item, "tiers", "a list of objects");
            double? upTo = tier["upTo"] is null ? null : file.Positive(tier, "upTo");
            if (tiers.Count > 0 && (tiers[^1].UpTo is not { } before || upTo <= before))
            {
                throw file.Wrong(tier, "upTo", "greater than that of the tier before, which must have one");
            }

            tiers.Add(new PriceTier(upTo, file.Number(tier, "price")));
        }

        if (tiers is not [.., { UpTo: null }])
        {
            throw file.Wrong(item, "tiers", "a list whose last entry has no upTo");
        }

        var free = item["free"] is null ? 0 : file.Number(item, "free");
        var freeFor = free > 0 ? file.Text(item, "freeFor") : "always";
        if (freeFor is not ("always" or "first 12 months"))
        {
            throw file.Wrong(item, "freeFor", "'always' or 'first 12 months'");
        }

        return new PriceItem(
            file.Text(item, "unit"), file.Positive(item, "per"), tiers, free, freeFor == "always", Source(file, item), Day(file, item, "seen"));
    }

    private static string Source(DataFile file, JsonObject item) =>
        Uri.TryCreate(file.Text(item, "source"), UriKind.Absolute, out var page) && page.Scheme is "http" or "https"
            ? page.AbsoluteUri
            : throw file.Wrong(item, "source", "the URL of the page the price was read from");

    private static string Day(DataFile file, JsonObject parent, string member) =>
        DateOnly.TryParseExact(file.Text(parent, member), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? file.Text(parent, member)
            : throw file.Wrong(parent, member, "a day such as 2026-11-26");
}
