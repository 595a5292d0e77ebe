namespace Lego.Functions.Moc;

/// <summary>Limits of a MOC's fields, in characters.</summary>
internal static class MocLimits
{
    // Theme and number of a set stand in an index beside its brand, and PostgreSQL limits an index's entries to about 2700 bytes.
    public const int Indexed = 255;
}
