namespace Lego.Lambda.Runtime.Errors;

/// <summary>Which exceptions of other libraries the other side of a call raised, as their instrumentation tells.</summary>
internal static class RemoteExceptions
{
    private static Func<Exception, bool>[] _rules = [];

    /// <summary>Adds a rule for the whole process; a rule that is there already stays as it is.</summary>
    internal static void Register(Func<Exception, bool> rule)
    {
        while (true)
        {
            var rules = Volatile.Read(ref _rules);
            if (Array.IndexOf(rules, rule) >= 0 || Interlocked.CompareExchange(ref _rules, [.. rules, rule], rules) == rules)
            {
                return;
            }
        }
    }

    internal static bool Match(Exception exception)
    {
        foreach (var rule in Volatile.Read(ref _rules))
        {
            if (rule(exception))
            {
                return true;
            }
        }

        return false;
    }
}
