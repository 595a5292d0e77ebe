using System.Text;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Errors.Redaction;
using Lego.Lambda.Runtime.Tracing.Metadata;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>What X-Ray accepts as names and keys. Source: AWS X-Ray developer guide, "Segment documents".</summary>
internal static class NameRules
{
    internal const int MaxName = 200;
    internal const int MaxKey = 500;
    internal const int MaxAnnotationText = 1000;
    internal const int MaxAnnotations = 50;
    internal const int MaxText = 250;

    // A namespace or key that is longer is of no use to anyone, and one alone could fill a document.
    private const int MaxMetadataKey = MaxKey + 20;

    private static readonly CharTable PlainName =
        new("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:/%&#=+\\-@ ");

    private static readonly CharTable KeyCharacters =
        new("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    // The shortest secret that is known without a name beside it has 13 characters.
    private const int ShortestSecret = 13;

    // A longer name is cut before it is looked at; what stands behind is never shown.
    private const int LongestRead = 5 * MaxName;

    /// <summary>What the names that code gives are made of; a text from outside that holds a secret has something else.</summary>
    private static readonly CharTable QuietName = new("abcdefghijklmnopqrstuvwxyz_.:/-");

    /// <summary>The name of what code traces, which may be put together with text from outside.</summary>
    internal static string Redacted(string name)
    {
        name = Cut(name, LongestRead);
        var isQuiet = QuietName.HoldsAllOf(name) && !name.Contains("://", StringComparison.Ordinal);
        return Name(isQuiet || name.Length < ShortestSecret && !name.Contains('=', StringComparison.Ordinal) ? name : Redactor.Redact(name));
    }

    /// <summary>A name with the characters that X-Ray refuses left out; never empty.</summary>
    internal static string Name(string name)
    {
        if (name.Length is > 0 and <= MaxName && PlainName.HoldsAllOf(name))
        {
            return name;
        }

        var valid = new StringBuilder(Math.Min(name.Length, MaxName));
        foreach (var character in name)
        {
            if (valid.Length == MaxName)
            {
                break;
            }

            if (PlainName.Contains(character) || char.IsLetterOrDigit(character) || char.IsWhiteSpace(character))
            {
                valid.Append(character);
            }
        }

        return valid.Length > 0 ? valid.ToString() : "unnamed";
    }

    /// <summary>An annotation key with an underscore for each character that X-Ray does not index.</summary>
    internal static string Key(string key)
    {
        if (key.Length <= MaxKey && KeyCharacters.HoldsAllOf(key))
        {
            return key;
        }

        return string.Create(Math.Min(key.Length, MaxKey), key, static (valid, original) =>
        {
            for (var i = 0; i < valid.Length; i++)
            {
                valid[i] = KeyCharacters.Contains(original[i]) ? original[i] : '_';
            }
        });
    }

    /// <summary>A metadata namespace: the one that is used where none is given, and none of AWS's own.</summary>
    internal static string Namespace(string? name) => name switch
    {
        null => "default",
        _ when name.StartsWith("AWS.", StringComparison.Ordinal) => MetadataKey("_" + name),
        _ => MetadataKey(name),
    };

    /// <summary>A metadata key as a reader will see it, so that two that read alike are one.</summary>
    internal static string MetadataKey(string key) => SnapshotText.WellFormed(Cut(key ?? "", MaxMetadataKey));

    /// <summary>The text up to a number of characters; never ends in half a surrogate pair.</summary>
    internal static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        return char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }
}
