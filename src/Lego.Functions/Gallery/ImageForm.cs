using System.Text.Json;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Gallery;

/// <summary>The fields that come with an uploaded image.</summary>
internal sealed record ImageForm(string? Title, string? Description, string[] Tags, Guid? AlbumId)
{
    public const int MaxTitle = 200;
    public const int MaxDescription = 2000;
    public const int MaxTags = 20;

    /// <exception cref="ValidationException">A field breaks a rule.</exception>
    public static ImageForm Read(Multipart form)
    {
        var validation = new Validation();
        var fields = new ImageForm(
            form.Field("title"), form.Field("description"), ReadTags(form.Field("tags"), validation), ReadId(form.Field("albumId"), validation));
        validation
            .Text("title", fields.Title, 1, MaxTitle)
            .OptionalText("description", fields.Description, max: MaxDescription)
            .Texts("tags", fields.Tags, MaxTags)
            .ThrowIfInvalid();
        return fields;
    }

    // An input that was left empty is sent as a field without text.
    private static string[] ReadTags(string? text, Validation validation)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        try
        {
            if (JsonSerializer.Deserialize(text, AppJson.TypeInfo<string[]>()) is { } tags)
            {
                return tags;
            }
        }
        catch (JsonException)
        {
            // Reported below, like the JSON value null.
        }

        validation.Add("tags", "must be a JSON array of texts");
        return [];
    }

    private static Guid? ReadId(string? text, Validation validation)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (Guid.TryParseExact(text, "D", out var id))
        {
            return id;
        }

        validation.Add("albumId", "must be a UUID");
        return null;
    }
}
