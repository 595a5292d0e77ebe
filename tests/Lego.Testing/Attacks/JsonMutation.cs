namespace Lego.Testing.Attacks;

/// <summary>A JSON document with one fault.</summary>
/// <param name="Text">The document; halves of surrogate pairs are escaped, so that it is valid UTF-8.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Path">The names of the members that lead to the fault; items of lists have no name.</param>
/// <param name="Value">What stands there now, as JSON.</param>
public sealed record JsonMutation(string Text, JsonFault Fault, IReadOnlyList<string> Path, string Value)
{
    /// <summary>The outermost member that holds the fault, or null when the document itself is it.</summary>
    public string? Field => Path.Count > 0 ? Path[0] : null;
}
