using System.Diagnostics;

namespace Lego.Lambda.Testing;

/// <summary>
/// Things of one name that an assertion narrows down step by step. At least one must be left; or, where every one is asked about, each
/// must pass.
/// </summary>
/// <param name="what">What is expected so far, in words.</param>
/// <param name="items">The things that fit so far.</param>
/// <param name="isEvery">Whether each must pass.</param>
/// <param name="picture">What a failure shows: the whole trace, all log lines.</param>
[StackTraceHidden]
internal sealed class Narrowing<T>(string what, IReadOnlyList<T> items, bool isEvery, Func<string> picture)
{
    internal IReadOnlyList<T> Items => items;

    /// <summary>Starts with what has the name; there must be one.</summary>
    internal static Narrowing<T> Start(string what, IReadOnlyList<T> items, bool isEvery, Func<string> picture) => items.Count > 0
        ? new(isEvery ? "every " + what : "a " + what, items, isEvery, picture)
        : throw new AssertionFailedException($"Expected a {what}, but there is none.{picture()}");

    /// <summary>Keeps what passes.</summary>
    /// <param name="expected">The step in words, for example <c>with annotation table = "x"</c>.</param>
    /// <param name="passes">The step.</param>
    /// <param name="found">What a thing has instead, in words.</param>
    internal Narrowing<T> Where(string expected, Func<T, bool> passes, Func<T, string> found)
    {
        var kept = items.Where(passes).ToList();
        if (isEvery ? kept.Count == items.Count : kept.Count > 0)
        {
            return new($"{what} {expected}", kept, isEvery, picture);
        }

        var wrong = items.Where(item => !passes(item)).Select(found).ToList();
        var but = items.Count == 1 ? wrong[0] : $"{wrong.Count} of {items.Count} do not fit: {string.Join("; ", wrong.Distinct())}";
        throw new AssertionFailedException(Expectation.Sentence($"Expected {what} {expected}", but) + picture());
    }

    internal Narrowing<T> Times(int count) => items.Count == count
        ? this
        : throw new AssertionFailedException($"Expected {what} {count} {(count == 1 ? "time" : "times")}, but found {items.Count}.{picture()}");
}
