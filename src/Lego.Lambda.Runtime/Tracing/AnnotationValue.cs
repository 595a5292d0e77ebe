namespace Lego.Lambda.Runtime.Tracing;

/// <summary>A value that X-Ray indexes: text, a number or true/false.</summary>
public readonly record struct AnnotationValue
{
    private readonly double _number;

    private AnnotationValue(string? text, double number, AnnotationKind kind) => (Text, _number, Kind) = (text, number, kind);

    internal enum AnnotationKind : byte
    {
        Text,
        Number,
        Boolean,
    }

    /// <summary>The text, or null for a number or a boolean.</summary>
    public string? Text { get; }

    /// <summary>The number, or null for other kinds.</summary>
    public double? Number => Kind == AnnotationKind.Number ? _number : null;

    /// <summary>The boolean, or null for other kinds.</summary>
    public bool? Boolean => Kind == AnnotationKind.Boolean ? _number != 0 : null;

    internal AnnotationKind Kind { get; }

    /// <summary>A text value; over 1000 characters it is cut when it is sent.</summary>
    public static implicit operator AnnotationValue(string text) => new(text, 0, AnnotationKind.Text);

    /// <summary>An id, written as text.</summary>
    public static implicit operator AnnotationValue(Guid id) => new(id.ToString(), 0, AnnotationKind.Text);

    /// <summary>A whole number.</summary>
    public static implicit operator AnnotationValue(long number) => new(null, number, AnnotationKind.Number);

    /// <summary>A number; NaN and infinities are sent as text, since JSON has no form for them.</summary>
    public static implicit operator AnnotationValue(double number) => new(null, number, AnnotationKind.Number);

    /// <summary>True or false.</summary>
    public static implicit operator AnnotationValue(bool value) => new(null, value ? 1 : 0, AnnotationKind.Boolean);

    /// <summary>The value as text.</summary>
    public override string ToString() => Kind switch
    {
        AnnotationKind.Text => Text ?? "",
        AnnotationKind.Boolean => _number != 0 ? "true" : "false",
        _ => _number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
