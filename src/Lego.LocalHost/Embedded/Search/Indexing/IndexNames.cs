using System.Buffers;
using System.Text;
using Lego.LocalHost.Embedded.Search.Errors;

namespace Lego.LocalHost.Embedded.Search.Indexing;

internal static class IndexNames
{
    private const int MaxBytes = 255;
    private const string Forbidden = " ,:\"*+/\\|?#><";

    private static readonly SearchValues<char> ForbiddenCharacters = SearchValues.Create(Forbidden);

    public static void Validate(string name)
    {
        var why = name switch
        {
            "" => "must not be empty",
            "." or ".." => "must not be '.' or '..'",
            _ when name[0] is '_' or '-' or '+' => "must not start with '_', '-', or '+'",
            _ when name.AsSpan().ContainsAny(ForbiddenCharacters) => $"must not contain the following characters [{Forbidden}]",
            _ when name.Any(char.IsUpper) => "must be lowercase",
            _ when Encoding.UTF8.GetByteCount(name) > MaxBytes => $"index name is too long, ({Encoding.UTF8.GetByteCount(name)} > {MaxBytes})",
            _ => null,
        };
        if (why is not null)
        {
            throw SearchErrors.InvalidIndexName(name, why);
        }
    }
}
