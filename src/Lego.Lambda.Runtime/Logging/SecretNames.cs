namespace Lego.Lambda.Runtime.Logging;

/// <summary>Member names whose values must not reach a log line.</summary>
internal static class SecretNames
{
    private static readonly string[] Parts = ["password", "secret", "token", "credential"];

    public static bool IsSecret(ReadOnlySpan<char> name)
    {
        foreach (var part in Parts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
