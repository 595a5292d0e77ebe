namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>What a member's name says of its value.</summary>
internal enum NameSecrecy
{
    /// <summary>Nothing: texts pass the redactor as any other.</summary>
    None,

    /// <summary>A text under this name may be a secret, as under <c>code</c>; a number or an object is none.</summary>
    Text,

    /// <summary>Whatever is under this name is a secret.</summary>
    Whole,
}
