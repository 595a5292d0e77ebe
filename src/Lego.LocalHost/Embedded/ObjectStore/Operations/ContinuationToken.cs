using System.Buffers.Text;
using System.Text;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>Where the next page of a listing begins, as text that tells clients nothing.</summary>
internal sealed record ContinuationToken(string After, bool IsGroup)
{
    public string Text => Base64Url.EncodeToString(Encoding.UTF8.GetBytes((IsGroup ? "g" : "k") + After));

    public static ContinuationToken Parse(string text)
    {
        try
        {
            var decoded = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
            if (decoded is ['g' or 'k', _, ..]) return new ContinuationToken(decoded[1..], decoded[0] == 'g');
        }
        catch (FormatException)
        {
            // Answered below, like a token that decodes to something else.
        }

        throw S3Errors.InvalidArgument("The continuation token provided is incorrect", "continuation-token", text);
    }
}
