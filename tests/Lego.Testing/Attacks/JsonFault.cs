namespace Lego.Testing.Attacks;

/// <summary>What is wrong with a JSON document.</summary>
public enum JsonFault
{
    /// <summary>A member has a value of another kind.</summary>
    WrongKind,

    /// <summary>A member is null.</summary>
    Null,

    /// <summary>A member is left out.</summary>
    Missing,

    /// <summary>A text is hostile: control characters, halves of surrogate pairs, injections, very long.</summary>
    Text,

    /// <summary>A number is out of every range.</summary>
    Number,

    /// <summary>A member or an item is nested deep.</summary>
    Deep,

    /// <summary>A member stands twice, or an item hundreds of times.</summary>
    Repeated,

    /// <summary>A member that nobody knows is added.</summary>
    Unknown,
}
