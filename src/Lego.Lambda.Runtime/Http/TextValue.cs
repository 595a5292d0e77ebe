using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Turns a route or query value into JSON of the kind that its member has.</summary>
internal static class TextValue
{
    internal static void Write(Utf8JsonWriter json, JsonPropertyInfo property, string text, Validation errors)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(int) || type == typeof(long))
        {
            // An empty query value counts as absent, as blank form fields do.
            if (text.Length == 0)
            {
                return;
            }

            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                || (type == typeof(int) && number is < int.MinValue or > int.MaxValue))
            {
                errors.Add(property.Name, "must be a whole number");
                return;
            }

            json.WriteNumber(property.Name, number);
        }
        else if (type == typeof(bool))
        {
            if (!bool.TryParse(text, out var value))
            {
                errors.Add(property.Name, "must be true or false");
                return;
            }

            json.WriteBoolean(property.Name, value);
        }
        else if (type == typeof(Guid))
        {
            if (!Guid.TryParseExact(text, "D", out var id))
            {
                errors.Add(property.Name, "must be a UUID");
                return;
            }

            json.WriteString(property.Name, id);
        }
        else
        {
            json.WriteString(property.Name, text);
        }
    }
}
