namespace Lego.Testing.Secrets;

/// <summary>A text as it comes from outside, with something in it that must not get out.</summary>
/// <param name="Name">What kind of text it is.</param>
/// <param name="Text">The whole text.</param>
/// <param name="Secret">The part of it that must not survive.</param>
public sealed record PlantedSecret(string Name, string Text, string Secret)
{
    public override string ToString() => Name;
}
