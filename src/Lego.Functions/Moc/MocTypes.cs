namespace Lego.Functions.Moc;

/// <summary>What a row of <c>moc_instructions</c> may be.</summary>
internal static class MocTypes
{
    public const string Moc = "moc";
    public const string Set = "set";
}
