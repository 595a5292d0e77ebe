namespace Lego.TraceConsole.Filters.Tree;

/// <summary>One of the three types that the value of an annotation can have.</summary>
internal sealed record AnnotationValue
{
    private AnnotationValue()
    {
    }

    public string? Text { get; private init; }

    public double? Number { get; private init; }

    public bool? Boolean { get; private init; }

    public static AnnotationValue Of(string text) => new() { Text = text };

    public static AnnotationValue Of(double number) => new() { Number = number };

    public static AnnotationValue Of(bool boolean) => new() { Boolean = boolean };
}
