namespace Lego.Functions.Tests.Attacks;

/// <summary>A request of the attack, and what it does to the rows when it does all of it.</summary>
/// <param name="Function">Id of the function.</param>
/// <param name="Send">Sends it.</param>
/// <param name="Changes">The changes of all of it, as <see cref="UserRows.ChangesTo"/> says them, by the answer; null for a failed one.</param>
internal sealed record FaultCall(string Function, Func<Task<ApiAnswer>> Send, Func<ApiAnswer?, string> Changes)
{
    /// <summary>A request whose changes do not depend on its answer.</summary>
    public static FaultCall Of(string function, Func<Task<ApiAnswer>> send, params IEnumerable<string> changes)
    {
        var all = UserRows.Summary(changes);
        return new FaultCall(function, send, _ => all);
    }
}
