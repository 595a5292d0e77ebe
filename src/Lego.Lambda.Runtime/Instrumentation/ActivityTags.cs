using System.Diagnostics;
using System.Globalization;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>Reads tags of any type.</summary>
internal static class ActivityTags
{
    /// <summary>A tag as text; null where it is absent or empty.</summary>
    internal static string? Text(this Activity activity, string name)
    {
        var text = activity.GetTagItem(name) switch
        {
            string known => known,
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            var other => other?.ToString(),
        };
        return text is { Length: > 0 } ? text : null;
    }

    /// <summary>A tag as text, by the name that it has or the one that it had before the conventions were stable.</summary>
    internal static string? Text(this Activity activity, string name, string formerName) => activity.Text(name) ?? activity.Text(formerName);

    /// <summary>A tag as a number; null where it is absent or something else.</summary>
    internal static int? Number(this Activity activity, string name) => activity.GetTagItem(name) switch
    {
        int known => known,
        long known when known is >= 0 and <= int.MaxValue => (int)known,
        string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var known) => known,
        _ => null,
    };

    /// <summary>As <see cref="Number(Activity, string)"/>, by either name.</summary>
    internal static int? Number(this Activity activity, string name, string formerName) =>
        activity.Number(name) ?? activity.Number(formerName);
}
